import HelpdeskCore
import TerminalKit

/// Words that are being written and are no draft of one ticket.
extension AppState {
    private var words: UnsentWords {
        var note = shiftNoteDraft.text
        for case .shiftNote(let editor) in overlays { note = editor.text }
        return UnsentWords(shiftNote: note, severalReply: severalReply.editor.text)
    }

    /// Goes on with what was written before, unless something was begun meanwhile.
    mutating func wordsLoaded(_ kept: UnsentWords) {
        let words = words
        keptWords = kept
        if words.shiftNote.isEmpty { shiftNoteDraft = TextEditor(kept.shiftNote) }
        if words.severalReply.isEmpty { severalReply.editor = TextEditor(kept.severalReply) }
    }

    /// Keeps what was changed.
    mutating func keepWords() -> [Effect] {
        guard let keptWords, words != keptWords else { return [] }
        self.keptWords = words
        return [.write(.keepWords(words))]
    }
}
