import HelpdeskCore
import TerminalKit

/// Words that are being written and are no draft of one ticket.
extension AppState {
    private func words(_ id: Draft.ID) -> UnsentWords {
        var note = shiftNoteDraft.text
        var canned = cannedEdit
        for case .shiftNote(let editor) in overlays { note = editor.text }
        for case .cannedText(let edit) in overlays { canned = edit }
        return UnsentWords(
            id: id, shiftNote: note, severalReply: severalReply.editor.text, cannedReply: canned?.changedText)
    }

    /// Goes on with what was written before, unless something was begun meanwhile.
    mutating func wordsLoaded(_ kept: UnsentWords) {
        let words = words(kept.id)
        keptWords = kept
        if words.shiftNote.isEmpty { shiftNoteDraft = TextEditor(kept.shiftNote) }
        if words.severalReply.isEmpty { severalReply.editor = TextEditor(kept.severalReply) }
        if words.cannedReply == nil { cannedEdit = kept.cannedReply.map { CannedEdit($0) } }
    }

    /// Keeps what was changed.
    mutating func keepWords() -> [Effect] {
        guard let keptWords else { return [] }
        let words = words(keptWords.id)
        if words == keptWords { return [] }
        self.keptWords = words
        return [.write(.keepWords(words))]
    }
}
