import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// Where the parts of the Create Ticket form stand. In a wide window the recommendation has the right side to itself.
struct CreateLayout {
    /// Columns that the labels have.
    let labelColumns: Int
    let topic: Rect
    let recommendation: Rect
    let fields: [Rect]
    let text: Rect
    let subject: Rect
    let files: Rect
    let save: Rect

    static let wideColumns = 110

    init(body: Rect, labelColumns: Int, fieldCount: Int, fileCount: Int, recommendationLines: (Int) -> Int) {
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

        topic = value(take(1))
        if let side {
            recommendation = side
        } else {
            // The text keeps at least four rows; the recommendation scrolls where it has to.
            let needed = recommendationLines(body.columns - 4) + 2
            let spare = rest.rows - fieldCount - max(1, fileCount) - 2 - 6
            recommendation = take(recommendationLines(body.columns - 4) == 0 ? 0 : max(3, min(needed, spare)))
        }
        fields = (0..<fieldCount).map { _ in value(take(1)) }
        let below = max(1, fileCount) + 2
        text = take(max(3, rest.rows - below))
        files = take(max(1, fileCount))
        subject = value(take(1))
        save = take(1)
    }
}

extension AppState {
    var createLayout: CreateLayout {
        let topic = createTopic
        let labels =
            [strings[.topicLabel], strings[.subjectLabel], strings[.filesLabel]]
            + (topic?.fields.map { $0.label[language] } ?? [])
        let widest = labels.map { DisplayWidth.of($0) }.max() ?? 0
        return CreateLayout(
            body: bodyRect, labelColumns: min(widest + 2, size.columns / 3), fieldCount: topic?.fields.count ?? 0,
            fileCount: min(fileCount(of: create.draft), 3),
            recommendationLines: { self.recommendationLines(columns: $0).count })
    }

    /// The chosen topic's recommendation; before one is chosen, what the panel is for.
    func recommendationLines(columns: Int) -> [Markup.Line] {
        let text = createTopic?.recommendation[language] ?? strings[.recommendationEmpty]
        return text.isEmpty ? [] : Markup.lines(Sanitizer.visibleLines(text), columns: columns)
    }

    var createTextColumns: Int { max(1, createLayout.text.columns - 4) }
}
