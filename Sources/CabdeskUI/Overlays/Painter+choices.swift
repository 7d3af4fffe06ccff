import HelpdeskModels
import TerminalKit

extension Painter {
    /// A list to choose from: below the topic's field as a dropdown, else at the bottom of the window.
    mutating func drawChoices(_ list: ChoiceList) {
        let takesText = list.purpose != .attachment
        let rows = max(1, list.viewport.ids.count) + (takesText ? 3 : 2)
        // The lists in which something is changed or removed say how.
        var hints: [(Action, String)] = []
        if list.purpose == .cannedReply {
            hints.append((.editCannedReply, strings[.action(.editCannedReply, in: .choices)]))
        }
        if [.draft, .shiftNote, .cannedReply].contains(list.purpose) {
            hints.append((.removeDraft, strings.removal(from: list.purpose)))
        }
        let hint = hints.compactMap { action, words in
            bindings.notation(for: action, in: .choices).map { " · \($0) \(words)" }
        }.joined()
        let inside = window(rect(for: list.purpose, rows: rows), title: strings.title(of: list.purpose) + hint)
        var area = inside
        if takesText {
            let field = Rect(row: inside.row, column: inside.column + 1, rows: 1, columns: inside.columns - 2)
            write(list.filter, in: field, hasFocus: true, placeholder: strings[.choicesPlaceholder])
            area = inside.split(top: 1).rest
        }
        if list.viewport.ids.isEmpty {
            write(
                strings[.choicesNothing], row: area.row, column: area.column + 1, columns: area.columns - 2, "text.dim")
        }
        for (offset, index) in list.viewport.visible(rows: area.rows).enumerated() {
            guard let item = list.item(index) else { continue }
            let row = area.row + offset
            draw(item, isSelected: item.id == list.viewport.selection, row: row, area, list)
            addHitTarget(Rect(row: row, column: area.column, rows: 1, columns: area.columns), .choice(item.id))
        }
    }

    private mutating func draw(
        _ item: ChoiceList.Item, isSelected: Bool, row: Int, _ area: Rect, _ list: ChoiceList
    ) {
        let role: Role = isSelected ? "row.selected" : (item.isEnabled ? "dialog" : "text.dim")
        grid.fill(Rect(row: row, column: area.column, rows: 1, columns: area.columns), style: theme[role])
        let detail = Sanitizer.visible(item.detail).truncated(to: max(0, area.columns * 2 / 3))
        let room = area.columns - DisplayWidth.of(detail) - 4
        let label = Sanitizer.visible(item.label).truncated(to: max(0, room))
        write(label, row: row, column: area.column + 1, role)
        for range in FuzzyMatch(list.filter.text, in: label)?.ranges ?? [] {
            let start = area.column + 1 + DisplayWidth.of(label[..<range.lowerBound])
            let match = theme["palette.match"]
            grid.restyle(Rect(row: row, column: start, rows: 1, columns: DisplayWidth.of(label[range]))) {
                $0.merging(match)
            }
        }
        writeRight(detail, row: row, maxColumn: area.maxColumn - 1, isSelected ? role : "text.dim")
    }

    private func rect(for purpose: ChoiceList.Purpose, rows: Int) -> Rect {
        let body = overlayRect
        guard purpose.isOfForm else { return body.split(bottom: min(rows, body.rows)).bottom }
        let layout = state.createLayout
        let field = (purpose == .service ? layout.service : nil) ?? layout.topic
        return Rect(
            row: field.row + 1, column: field.column - 1, rows: max(0, min(rows, body.maxRow - field.row - 1)),
            columns: field.columns + 1)
    }
}

extension Strings {
    /// The name of removing one of the list.
    fileprivate func removal(from purpose: ChoiceList.Purpose) -> String {
        switch purpose {
        case .shiftNote: self[.deleteShiftNote]
        case .cannedReply: self[.deleteCannedReply]
        // From no other list anything but a draft is removed.
        default: self[.action(.removeDraft, in: .choices)]
        }
    }

    /// The heading of a list of choices.
    func title(of purpose: ChoiceList.Purpose) -> String {
        switch purpose {
        case .service: self[.serviceLabel]
        case .topic: self[.topicLabel]
        case .move: self[.moveTitle]
        case .priority: self[.priorityTitle]
        case .merge: self[.mergeTitle]
        case .assignee: self[.assigneeTitle]
        case .attachment: self[.chooseFile]
        case .fileRemoval: self[.fileRemovalTitle]
        case .shiftNote: self[.shiftNotesTitle]
        case .cannedReply: self[.cannedRepliesTitle]
        case .draft: self[.draftsTitle]
        case .palette: self[.paletteTitle]
        case .theme: self[.themeTitle]
        case .profile: self[.profileTitle]
        case .chat(.unlink): self[.telegram(.chooseUnlink)]
        case .chat(.accept): self[.telegram(.chooseAccept)]
        case .chat(.reject): self[.telegram(.chooseReject)]
        case .chat(.toggleAnswers): self[.telegram(.chooseAnswers)]
        case .device: self[.telegram(.chooseSignOut)]
        }
    }
}
