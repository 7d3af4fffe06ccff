import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// The name for a text that is to be kept as a canned reply, while it is typed.
public struct CannedNameState: Equatable, Sendable {
    let text: String
    var editor = TextEditor("", singleLine: true)
    /// The reply that is changed; nil for a new one.
    let edit: CannedEdit?

    init(text: String) {
        self.text = text
        edit = nil
    }

    init(of edit: CannedEdit) {
        text = edit.editor.text
        editor = TextEditor(edit.reply.name, singleLine: true)
        self.edit = edit
    }
}

/// Canned replies: a list to insert one from or to change one, and keeping what is written as one of one's own.
extension AppState {
    /// Whether the desk keeps canned replies.
    private var hasCannedReplies: Bool { capabilities.cannedReplies && desk.desk?.cannedReplyCount != nil }

    func reasonAgainstCannedReplies(_ action: Action) -> Phrase? {
        if !isStaff { return .onlyForSpecialists }
        if !hasCannedReplies { return .notOfferedHere }
        if action == .keepCannedReply {
            return ticket?.reply?.editor.text.allSatisfy(\.isWhitespace) ?? true ? .noTextToKeep : nil
        }
        guard desk.cannedReplies.isEmpty else { return nil }
        return .noCannedReplies(key: bindings.notation(for: .keepCannedReply, in: .reply))
    }

    mutating func showCannedReplies() { overlays.append(.choices(ChoiceList(.cannedReply, cannedReplyItems))) }

    /// Each with its first line; its whole text finds it, too.
    var cannedReplyItems: [ChoiceList.Item] {
        desk.cannedReplies.map { stored in
            let text = stored.reply.text[language]
            let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
            let owner = strings[.cannedReplyOwner(isOwn: stored.reply.owner != nil)]
            let state =
                stored.refusal.map { strings[$0.code == .conflict ? .cannedNameTaken(stored.reply.name) : .error($0)] }
                ?? (stored.isUnsent ? "\(owner), \(strings[.cannedReplyUnsent])" : owner)
            return ChoiceList.Item(
                id: stored.id.description, label: "\(stored.reply.name)  \(line.prefix(200))", detail: state,
                keywords: String(text.dropFirst(line.count).prefix(400)))
        }
    }

    func cannedReply(_ id: String?) -> CannedReply? {
        desk.cannedReplies.first { $0.id.description == id }?.reply
    }

    /// Puts the text at the cursor of what is being written, filled in for the ticket; nothing is sent. In an answer to
    /// several tickets the placeholders stay until it is sent, as they differ from one to the next.
    mutating func insert(_ reply: CannedReply) -> [Effect] {
        let text = reply.text[language]
        if overlays.last == .severalReply {
            if !severalReply.isSending { severalReply.editor.insertText(text, onLineOfItsOwn: isReadAloud) }
            return []
        }
        guard !isHandedOver, let open = ticket, open.reply != nil else { return [] }
        let filled = cannedReplyContext(open.conversation?.ticket).fill(text)
        ticket?.reply?.editor.insertText(filled, onLineOfItsOwn: isReadAloud)
        return replyTextChanged(byHand: true)
    }

    private func cannedReplyContext(_ ticket: TicketRow?) -> CannedReplyContext {
        guard let ticket else { return CannedReplyContext([:]) }
        return CannedReplyContext(
            ticket, specialist: desk.me?.user, topics: desk.topics, services: desk.services, language: language)
    }

    /// Asks for the name under which the present text is kept.
    mutating func nameCannedReply() {
        guard let text = ticket?.reply?.editor.text else { return }
        let context = cannedReplyContext(ticket?.conversation?.ticket)
        overlays.append(.cannedName(CannedNameState(text: context.unfill(text))))
    }

    /// Keeps the text under the name, after a question if that takes the place of another text.
    mutating func keepCannedReply(_ state: CannedNameState) -> [Effect] {
        let name = state.editor.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if let edit = state.edit { return save(edit, as: name) }
        var new = NewCannedReply(name: name, text: LocalizedText([:]), isOwn: true)
        let same = namesake(of: new)
        if let same { new.text = same.reply.text }
        new.text.texts[language] = state.text
        if let violation = limits.violations(in: new).first {
            notice = .failed(.violation(violation, label: strings[.cannedNamePlaceholder]))
            return []
        }
        overlays.removeLast()
        if let same {
            ask(.replaceCannedReply(same.id, new))
            return []
        }
        return [.write(.keepCannedReply(new, replacing: nil))]
    }

    /// Lets an open list of canned replies take in what was received.
    mutating func refreshCannedReplies() {
        guard case .choices(var list) = overlays.last, list.purpose == .cannedReply else { return }
        list.update(cannedReplyItems)
        replaceTop(with: .choices(list))
    }
}

extension TextEditor {
    /// Line by line there is no cursor: a text goes below what was written.
    fileprivate mutating func insertText(_ text: String, onLineOfItsOwn: Bool) {
        insert((onLineOfItsOwn && !isEmpty && !self.text.hasSuffix("\n") ? "\n" : "") + text)
    }
}

extension Painter {
    mutating func drawCannedName(_ name: CannedNameState) {
        let inside = window(
            overlayRect.split(bottom: min(4, overlayRect.rows)).bottom,
            title: strings[name.edit == nil ? .cannedNameTitle : .context(.cannedName)])
        let field = Rect(row: inside.row, column: inside.column + 1, rows: 1, columns: inside.columns - 2)
        write(name.editor, in: field, hasFocus: true, placeholder: strings[.cannedNamePlaceholder])
        write(
            strings[.cannedNameHint], row: inside.row + 1, column: inside.column + 1, columns: inside.columns - 2,
            "text.dim")
    }
}
