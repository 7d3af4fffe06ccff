import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// Where the parts of the Create Ticket form stand. In a wide window the recommendation has the right side to itself.
struct CreateLayout {
    /// Columns that the labels have.
    let labelColumns: Int
    /// The service that a specialist files for, and below it what that means; nil for a customer.
    let service: Rect?
    let serviceHint: Rect?
    let topic: Rect
    let recommendation: Rect
    /// One a field. Where not all fit beside the text, those around the focus have a row and the others none.
    let fields: [Rect]
    let text: Rect
    /// The rows of the text itself; without a frame where three rows are not to be had.
    let textInside: Rect
    let subject: Rect
    let files: Rect
    let save: Rect

    static let wideColumns = 110
    /// A frame around fewer rows has nothing in it.
    static let framedRows = 3

    init(
        body: Rect, labelColumns: Int, hasService: Bool = false, fieldCount: Int, focusedField: Int?, fileCount: Int,
        recommendationLines: (Int) -> Int
    ) {
        self.labelColumns = labelColumns
        let isWide = body.columns >= Self.wideColumns
        var rest = body
        var side: Rect?
        if isWide { (rest, side) = { ($0.rest, $0.right) }(body.split(right: body.columns * 2 / 5)) }

        func take(_ rows: Int) -> Rect {
            let (top, below) = rest.split(top: rows)
            rest = below
            return top
        }
        func value(_ line: Rect) -> Rect {
            Rect(
                row: line.row, column: line.column + labelColumns + 2, rows: line.rows,
                columns: line.columns - labelColumns - 3)
        }

        service = hasService ? value(take(1)) : nil
        serviceHint = hasService ? value(take(1)) : nil
        topic = value(take(1))
        if let side {
            recommendation = side
        } else {
            // The text keeps at least four rows where it can; the recommendation scrolls where it has to, and gives way
            // to the text where there is no room for both.
            let lines = recommendationLines(body.columns - 4)
            let others = fieldCount + max(1, fileCount) + 2
            let isTooMuch = lines == 0 || rest.rows - others - 3 < Self.framedRows
            recommendation = take(isTooMuch ? 0 : max(3, min(lines + 2, rest.rows - others - 6)))
        }
        let below = max(1, fileCount) + 2
        let shown = min(fieldCount, max(1, rest.rows - below - 1))
        let first = max(0, min(focusedField ?? 0, fieldCount - 1) - shown + 1)
        fields = (0..<fieldCount).map { value(take(first..<(first + shown) ~= $0 ? 1 : 0)) }
        text = take(max(1, rest.rows - below))
        let frame = text.rows < Self.framedRows ? 0 : 1
        textInside = Rect(
            row: text.row + frame, column: text.column + 2, rows: text.rows - 2 * frame,
            columns: max(0, text.columns - 4))
        files = take(max(1, fileCount))
        subject = value(take(1))
        save = take(1)
    }
}

extension AppState {
    var createLayout: CreateLayout {
        let topic = createTopic
        let labels =
            (isStaff ? [strings[.serviceLabel]] : [])
            + [strings[.topicLabel], strings[.subjectLabel], strings[.filesLabel]]
            + (topic?.fields.map { $0.label[language] } ?? [])
        let widest = labels.map { DisplayWidth.of($0) }.max() ?? 0
        return CreateLayout(
            body: bodyRect, labelColumns: min(widest + 2, size.columns / 3), hasService: isStaff,
            fieldCount: topic?.fields.count ?? 0, focusedField: create.focus.fieldIndex,
            fileCount: min(fileCount(of: create.draft), 3),
            recommendationLines: { self.recommendationLines(columns: $0).count })
    }

    /// The chosen topic's recommendation; before one is chosen, what the panel is for.
    func recommendationLines(columns: Int) -> [Markup.Line] {
        let text = createTopic?.recommendation[language] ?? strings[.recommendationEmpty]
        return text.isEmpty ? [] : Markup.lines(Sanitizer.visibleLines(text), columns: columns)
    }

    var createTextColumns: Int { max(1, createLayout.textInside.columns) }
}
