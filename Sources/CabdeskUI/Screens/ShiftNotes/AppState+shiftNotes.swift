import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// Notes for the next shift: the line above the list, the box in which one is written, the list of all.
extension AppState {
    /// Whether the account can have notes: a specialist has none, nor has a desk that is older than them.
    var hasShiftNotes: Bool { !isStaff && capabilities.shiftNotes && desk.desk?.shiftNoteLength != nil }

    /// The notes of the last 24 hours that nobody has read here yet, newest first.
    var newShiftNotes: [StoredShiftNote] {
        let start = now.adding(seconds: -86_400)
        return desk.shiftNotes.filter { $0.note.written > start && !preferences.readShiftNotes.contains($0.id) }
    }

    /// The note in one line: when and by whom it was written, then what it says.
    func line(of stored: StoredShiftNote) -> String {
        let text = stored.note.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return "\(strings.dateTime(stored.note.written)) \(stored.note.author.name): \(text)"
    }

    var shiftNoteItems: [ChoiceList.Item] {
        desk.shiftNotes.map { stored in
            let state =
                stored.refusal.map { strings[.error($0)] } ?? (stored.isUnsent ? strings[.shiftNoteUnsent] : "")
            return ChoiceList.Item(id: stored.id.description, label: line(of: stored), detail: state)
        }
    }

    mutating func sendShiftNote(_ editor: TextEditor) -> [Effect] {
        if let violation = limits.violations(in: NewShiftNote(text: editor.text)).first {
            notice = .failed(.violation(violation, label: nil))
            return []
        }
        overlays.removeLast()
        shiftNoteDraft = TextEditor("")
        return [.write(.queueShiftNote(editor.text))]
    }

    /// Shows the whole note, and no longer above the list. What is remembered of notes that are gone goes as well.
    mutating func readShiftNote(_ id: ShiftNote.ID) -> [Effect] {
        guard let stored = desk.shiftNotes.first(where: { $0.id == id }) else { return [] }
        let name = "\(stored.note.author.name), \(strings.dateTime(stored.note.written))"
        let lines = TextWrap.lines(Sanitizer.visibleLines(stored.note.text), columns: max(20, size.columns - 4))
        overlays.append(.preview(PreviewState(name: name, lines: lines.map { String($0) })))
        let known = Set(desk.shiftNotes.map(\.id))
        preferences.readShiftNotes = preferences.readShiftNotes.intersection(known).union([id])
        return [.write(.savePreferences(preferences))]
    }

    /// Lets an open list of notes take in what was received.
    mutating func refreshShiftNotes() {
        guard case .choices(var list) = overlays.last, list.purpose == .shiftNote else { return }
        list.update(shiftNoteItems)
        replaceTop(with: .choices(list))
    }
}

extension Painter {
    /// The newest note that nobody has read here, in one quiet line.
    mutating func drawShiftNote(_ note: StoredShiftNote, _ rect: Rect) {
        addHitTarget(rect, .action(.showShiftNotes))
        let more = state.newShiftNotes.count - 1
        let key = bindings.notation(for: .showShiftNotes, in: .ticketList) ?? ""
        let end = (more > 0 ? "+\(more) " : "") + key
        let room = max(0, rect.columns - DisplayWidth.of(end) - 4)
        write(
            "✎ \(Sanitizer.visible(state.line(of: note)))".truncated(to: room), row: rect.row, column: rect.column + 1,
            "text")
        writeRight(end, row: rect.row, maxColumn: rect.maxColumn - 1, "text.dim")
    }

    mutating func drawShiftNote(_ editor: TextEditor) {
        let inside = window(overlayRect.split(bottom: min(9, overlayRect.rows)).bottom, title: strings[.shiftNoteTitle])
        let (text, hint) = inside.split(bottom: 1)
        let field = Rect(row: text.row, column: text.column + 1, rows: text.rows, columns: text.columns - 2)
        write(editor, in: field, hasFocus: true)
        write(strings[.shiftNoteHint], row: hint.row, column: hint.column + 1, columns: hint.columns - 2, "text.dim")
    }
}
