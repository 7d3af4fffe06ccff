import TerminalKit

/// The help screen: every key, those of the place where it was opened first; what is typed narrows it.
public struct HelpState: Equatable, Sendable {
    let context: BindingContext
    var filter = TextEditor("", singleLine: true)
    var scroll = 0

    init(_ context: BindingContext) {
        self.context = context
    }
}

extension AppState {
    /// A heading (no keys) or a key with its meaning.
    struct HelpLine: Equatable {
        var keys = ""
        var text = ""
        /// Whether it cannot be done here at all, whatever is on the screen.
        var isDisabled = false
    }

    /// The lines of the help screen: first the place where it was opened, then the keys that work everywhere, the marks of
    /// the list, and all other places. Actions and places of the other role are left out.
    func helpLines(_ help: HelpState) -> [HelpLine] {
        let ofOthers: [BindingContext] = isStaff ? [.rating, .shiftNote] : [.cannedName, .cannedText, .severalReply]
        let places =
            [help.context, .everywhere] + BindingContext.allCases.filter { !ofOthers.contains($0) }
        var seen: Set<BindingContext> = []
        var sections = places.filter { seen.insert($0).inserted }.map { context in
            (strings[.context(context)], helpLines(of: context))
        }
        let marks = [
            ("●", Phrase.unreadMark), ("+", .filesMark), ("✎", .draftMark), ("!!", .urgentMark), ("✓", .ticketMark),
        ].map {
            HelpLine(keys: $0, text: strings[$1])
        }
        sections.insert((strings[.marksTitle], marks), at: min(2, sections.count))
        let typed = help.filter.text
        var lines: [HelpLine] = []
        for (title, section) in sections {
            let found = section.filter { typed.isEmpty || FuzzyMatch(typed, in: "\($0.text) \($0.keys)") != nil }
            if found.isEmpty { continue }
            if !lines.isEmpty { lines.append(HelpLine()) }
            lines.append(HelpLine(text: title))
            lines += found
        }
        return lines
    }

    private func helpLines(of context: BindingContext) -> [HelpLine] {
        bindings.bindings.filter { $0.context == context && !isOfOtherRole($0.action) }.map { binding in
            let keys = bindings.keys(of: binding, language: language).map(\.notation).joined(separator: " ")
            return HelpLine(
                keys: keys, text: strings[.action(binding.action, in: context)],
                isDisabled: isForbidden(binding.action))
        }
    }

    private func isOfOtherRole(_ action: Action) -> Bool {
        isStaff
            ? [.rate, .writeShiftNote, .showShiftNotes].contains(action)
            : [
                .assign, .take, .move, .writeNote, .merge, .showStatistics, .insertCannedReply,
                .keepCannedReply, .editCannedReply,
            ].contains(action)
    }

    /// The rows and columns of the help screen's lists; a wide window has two lists side by side.
    private var helpLayout: (rows: Int, lists: Int) { (max(1, bodyRect.rows - 3), size.columns >= 110 ? 2 : 1) }

    func lastHelpScroll(_ help: HelpState) -> Int {
        max(0, (helpColumns(help).map(\.count).max() ?? 0) - helpLayout.rows)
    }

    /// The lines of each list that are in view, from top to bottom.
    func helpLists(_ help: HelpState) -> [ArraySlice<HelpLine>] {
        helpColumns(help).map { $0.dropFirst(help.scroll) }
    }

    /// All lines of each list; a list begins with a heading.
    private func helpColumns(_ help: HelpState) -> [ArraySlice<HelpLine>] {
        let lines = helpLines(help)
        guard helpLayout.lists == 2 else { return [lines[...]] }
        let isHeading = { (index: Int) in lines[index].keys.isEmpty && !lines[index].text.isEmpty }
        let middle = lines.indices.filter(isHeading).min { abs($0 - lines.count / 2) < abs($1 - lines.count / 2) } ?? 0
        return [lines[..<middle], lines[middle...]]
    }
}

extension Painter {
    mutating func drawHelp(_ help: HelpState) {
        let inside = window(overlayRect, title: strings[.helpTitle])
        let field = Rect(row: inside.row, column: inside.column + 1, rows: 1, columns: inside.columns - 2)
        write(help.filter, in: field, hasFocus: true, placeholder: strings[.helpPlaceholder])
        let area = inside.split(top: 1).rest
        let lists = state.helpLists(help)
        if lists.allSatisfy(\.isEmpty) {
            write(strings[.choicesNothing], row: area.row, column: area.column + 1, "text.dim")
        }
        let columns = area.columns / lists.count
        for (index, lines) in lists.enumerated() {
            draw(
                lines,
                Rect(row: area.row, column: area.column + index * columns, rows: area.rows, columns: columns))
        }
    }

    private mutating func draw(_ lines: ArraySlice<AppState.HelpLine>, _ rect: Rect) {
        let keyColumns = min(rect.columns / 2, (lines.map { DisplayWidth.of($0.keys) }.max() ?? 0) + 3)
        for (row, line) in zip(rect.row..<rect.maxRow, lines) {
            if line.keys.isEmpty {
                write(line.text, row: row, column: rect.column + 1, columns: rect.columns - 2, "title")
            } else {
                let (keys, text): (Role, Role) = line.isDisabled ? ("text.dim", "text.dim") : ("footer.key", "dialog")
                write(line.keys, row: row, column: rect.column + 2, columns: keyColumns - 1, keys)
                let column = rect.column + 2 + keyColumns
                write(line.text, row: row, column: column, columns: rect.maxColumn - column, text)
            }
        }
    }
}
