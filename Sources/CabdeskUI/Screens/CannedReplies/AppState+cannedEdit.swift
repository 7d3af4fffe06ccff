import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// The text of a canned reply, while it is changed.
public struct CannedEdit: Equatable, Sendable {
    /// The reply as it was when it was opened.
    let reply: CannedReply
    /// The language of the text: the reader's, if the reply has it.
    let language: Language
    var editor: TextEditor

    init(_ reply: CannedReply, in language: Language) {
        self.reply = reply
        let shown = reply.text[language]
        let other = Language.allCases.first { reply.text.texts[$0] == shown }
        self.language = reply.text.texts[language] == nil ? other ?? language : language
        editor = TextEditor(shown)
    }

    init(_ kept: UnsentWords.ChangedText) {
        reply = kept.reply
        language = kept.language
        editor = TextEditor(kept.text)
    }

    /// Nil if nothing was changed.
    var changedText: UnsentWords.ChangedText? {
        isChanged ? UnsentWords.ChangedText(reply: reply, language: language, text: editor.text) : nil
    }

    var isChanged: Bool { editor.text != original }

    /// Whether somebody has changed meanwhile what is changed here. Texts in other languages do not matter.
    func differs(from reply: CannedReply) -> Bool {
        reply.name != self.reply.name || reply.text.texts[language] != self.reply.text.texts[language]
    }

    private var original: String { reply.text.texts[language] ?? "" }
}

/// Changing a canned reply: its text in a box, then its name.
extension AppState {
    /// Opens the text of a canned reply, or goes on with what was left of it.
    mutating func edit(_ reply: CannedReply) {
        let kept = cannedEdit.flatMap { $0.reply.id == reply.id ? $0 : nil }
        overlays.append(.cannedText(kept ?? CannedEdit(reply, in: language)))
    }

    mutating func performOnCannedText(_ action: Action, _ edit: CannedEdit) -> [Effect] {
        guard action == .send else { return [] }
        if let violation = limits.violations(inText: edit.editor.text, attachmentCount: 0).first {
            notice = .failed(.violation(violation, label: nil))
            return []
        }
        overlays.append(.cannedName(CannedNameState(of: edit)))
        return []
    }

    /// Keeps a changed text that is left until it is opened again, and says so.
    mutating func leave(_ edit: CannedEdit) {
        cannedEdit = edit.isChanged ? edit : nil
        if edit.isChanged { notice = .done(.cannedEditKept) }
    }

    /// Saves the changed text under its name, after a question if somebody else has changed or deleted it meanwhile.
    mutating func save(_ edit: CannedEdit, as name: String) -> [Effect] {
        let current = cannedReply(edit.reply.id.description)
        let isOwn = edit.reply.owner != nil
        var new = NewCannedReply(name: name, text: (current ?? edit.reply).text, isOwn: isOwn)
        new.text.texts[edit.language] = edit.editor.text
        if let violation = limits.violations(in: new).first {
            notice = .failed(.violation(violation, label: strings[.cannedNamePlaceholder]))
            return []
        }
        if namesake(of: new, besides: edit.reply.id) != nil {
            notice = .failed(.cannedNameTaken(name))
            return []
        }
        if current.map(edit.differs) ?? true {
            ask(.cannedReplyChanged(new, replacing: current?.id))
            return []
        }
        closeCannedEdit()
        let isSame = current?.name == new.name && current?.text == new.text
        return isSame ? [] : [.write(.keepCannedReply(new, replacing: edit.reply.id))]
    }

    /// Another reply of the same owner that has the name.
    func namesake(of new: NewCannedReply, besides id: CannedReply.ID? = nil) -> StoredCannedReply? {
        desk.cannedReplies.first { stored in
            stored.id != id && (stored.reply.owner != nil) == new.isOwn && stored.reply.isNamed(new.name)
        }
    }

    /// Goes back to the list from which the reply was opened.
    mutating func closeCannedEdit() {
        cannedEdit = nil
        overlays.removeAll { [.cannedText, .cannedName].contains($0.context) }
    }
}

extension Painter {
    mutating func drawCannedText(_ edit: CannedEdit) {
        let owner = strings[.cannedReplyOwner(isOwn: edit.reply.owner != nil)]
        let title = "\(strings[.context(.cannedText)]): \(Sanitizer.visible(edit.reply.name)), \(owner)"
        let rows = min(max(8, overlayRect.rows / 2), overlayRect.rows)
        let inside = window(overlayRect.split(bottom: rows).bottom, title: title)
        let (text, hint) = inside.split(bottom: 1)
        let field = Rect(row: text.row, column: text.column + 1, rows: text.rows, columns: text.columns - 2)
        write(edit.editor, in: field, hasFocus: true)
        write(strings[.cannedNameHint], row: hint.row, column: hint.column + 1, columns: hint.columns - 2, "text.dim")
    }
}
