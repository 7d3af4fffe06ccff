import Foundation
import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// A long text that was pasted into what is being written, and could be a file of it instead.
///
/// It stands in the text, as everything that is pasted does: a question that came by itself would take the keys of
/// somebody who goes on to write. The status line offers the file, and the key that attaches asks.
public struct PastedText: Hashable, Sendable {
    /// How long it is, in words that fit: a log has many lines, a dump perhaps one.
    public enum Extent: Hashable, Sendable {
        case lines(Int)
        case characters(Int)
    }

    let draft: Draft.ID
    /// As it stands in the draft.
    let text: String
    let extent: Extent

    /// From so many lines on nobody reads it as a part of a message.
    static let manyLines = 300

    /// Nil for a text of reasonable length: neither has it more than 300 lines, nor is the whole too long with it.
    init?(_ text: String, in draft: Draft, limits: Limits) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count - (text.hasSuffix("\n") ? 1 : 0)
        let isTooLong = draft.text.unicodeScalars.count > limits.textLength
        guard lines > Self.manyLines || isTooLong && text.unicodeScalars.count > limits.textLength / 2 else {
            return nil
        }
        self.draft = draft.id
        self.text = text
        extent = lines > Self.manyLines ? .lines(lines) : .characters(text.count)
    }
}

extension AppState {
    /// Takes note of a text that was pasted into the draft on the screen, if it is a long one.
    mutating func notePasted(_ text: String) {
        guard let draft = writtenDraft else { return }
        // As an editor keeps it.
        if let pasted = PastedText(TextEditor(text).text, in: draft, limits: limits) { drafting.pasted = pasted }
    }

    /// The text that could be a file of what is written on the screen; nil if there is none, or it has been changed since.
    var offeredText: PastedText? {
        guard let pasted = drafting.pasted, let draft = writtenDraft, draft.id == pasted.draft,
            draft.text.holds(pasted.text)
        else { return nil }
        return pasted
    }

    /// Asks about it. Only when asked to attach.
    mutating func askAboutPastedText() -> Bool {
        guard overlays.isEmpty, let pasted = offeredText else { return false }
        ask(.attachPasted(pasted))
        return true
    }

    /// The words of the status line about it.
    var pastedText: String? {
        guard overlays.isEmpty, let pasted = offeredText else { return nil }
        return strings[.pastedOffer(pasted.extent, key: bindings.key(for: .attach, in: context)?.notation ?? "")]
    }

    /// The answer: attach it, or leave it where it is.
    mutating func answer(_ pasted: PastedText, isFile: Bool) -> [Effect] {
        drafting.pasted = nil
        guard isFile else { return [] }
        return attach([.pasted(pasted.text, name: strings.pastedFileName(now))], to: pasted.draft)
    }

    /// The file is there; what it contains leaves the text in one step, which can be undone. A draft that was left
    /// meanwhile keeps both.
    mutating func pastedTextAttached(_ text: String, _ file: OutgoingFile, to id: Draft.ID) -> [Effect] {
        let effects = fileAttached(file, to: id)
        if create.draft.id == id {
            return create.text.remove(text) ? effects + createTextChanged() : effects
        }
        guard ticket?.reply?.draft.id == id, ticket?.reply?.editor.remove(text) == true else { return effects }
        return effects + replyTextChanged()
    }
}

extension String {
    /// Whether the other text stands in this one, byte by byte: it is asked with every picture of the screen, of texts that
    /// may have megabytes.
    fileprivate func holds(_ part: String) -> Bool {
        utf8.count >= part.utf8.count && Data(utf8).range(of: Data(part.utf8)) != nil
    }
}

extension Strings {
    /// How long a pasted text is.
    func extent(_ extent: PastedText.Extent) -> String {
        switch (extent, language) {
        case (.lines(let count), .english): count == 1 ? "1 line" : "\(count) lines"
        case (.lines(let count), .russian): slavicPlural(count, "строка", "строки", "строк")
        case (.lines(let count), .ukrainian): slavicPlural(count, "рядок", "рядки", "рядків")
        case (.characters(let count), .english): count == 1 ? "1 character" : "\(count) characters"
        case (.characters(let count), .russian): slavicPlural(count, "символ", "символа", "символов")
        case (.characters(let count), .ukrainian): slavicPlural(count, "символ", "символи", "символів")
        }
    }

    /// The name of the file of a pasted text, by the reader's clock.
    func pastedFileName(_ time: Timestamp) -> String {
        let civil = CivilTime(time, in: timeZone)
        let numbers = [civil.month, civil.day, civil.hour, civil.minute].map { $0 < 10 ? "0\($0)" : "\($0)" }
        let stem =
            switch language {
            case .english: "pasted"
            case .russian: "вставка"
            case .ukrainian: "вставлене"
            }
        return "\(stem)-\(civil.year)\(numbers[0])\(numbers[1])-\(numbers[2])\(numbers[3]).txt"
    }
}
