import Foundation
import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension LinearState {
    /// The text that is being written here; nil where none is.
    var text: String? {
        switch place {
        case .reply: app.ticket?.reply?.editor.text
        case .create: app.create.text.text
        case .list, .ticket, .customerPage: nil
        }
    }

    var files: [OutgoingFile] {
        place == .create ? app.create.draft.files : app.ticket?.reply?.draft.files ?? []
    }

    private mutating func setText(_ text: String) -> [Effect] {
        if place == .create {
            app.create.text.replaceAll(with: text)
            return app.createTextChanged()
        }
        app.ticket?.reply?.editor.replaceAll(with: text)
        return app.replyTextChanged()
    }

    private mutating func append(_ text: String) -> [Effect] {
        if place == .create {
            app.create.text.insert(text)
            return app.createTextChanged(byHand: true)
        }
        app.ticket?.reply?.editor.insert(text)
        return app.replyTextChanged(byHand: true)
    }

    mutating func write() {
        if place == .create { app.create.focus = .text }
        beginWriting()
    }

    mutating func beginWriting() {
        isWriting = true
        written = ""
        // A message that waits for its files must not leave while a line is being typed.
        if let draft = app.writtenDraft { app.callOffSending(draft.id) }
        let count = lineCount
        if count > 0 { say(.continueWriting(count)) }
        say(.howToWrite)
    }

    /// A line of the text; a single dot or the end of input ends it, two dots are one.
    mutating func wrote(_ line: String?) -> [Effect] {
        guard let line, !Self.endsText(line) else { return endWriting() }
        return wrote(lines: [line])
    }

    /// Lines of the text, of which none ends it; two dots are one (as RFC 5321, section 4.5.2, doubles a dot).
    mutating func wrote(lines: [String]) -> [Effect] {
        add(lines.map { $0.trimmingCharacters(in: .whitespaces) == ".." ? "." : $0 })
    }

    /// Lines of a paste, which are as they should be: a dot among them belongs to the text.
    mutating func wrote(pasted lines: [String]) -> [Effect] {
        if lines.contains(where: Self.endsText) { say(.dotPasted) }
        return add(lines)
    }

    private mutating func add(_ lines: [String]) -> [Effect] {
        let isFirst = text?.isEmpty ?? true
        // Longer lines are cut by the terminal, without a word.
        if lines.contains(where: { $0.utf8.count >= Self.maxLineBytes }) { say(.lineCut) }
        let text = lines.joined(separator: "\n")
        self.written += (self.written.isEmpty ? "" : "\n") + text
        app.noteInput(.lineTyped(lines.last))
        return append((isFirst ? "" : "\n") + text) + app.announcePresence()
    }

    static func endsText(_ line: String) -> Bool { line.trimmingCharacters(in: .whitespaces) == "." }

    /// The longest line that a terminal passes on, in bytes (termios(3), canonical mode).
    private static let maxLineBytes = 4095

    private mutating func endWriting() -> [Effect] {
        isWriting = false
        app.notePasted(written)
        written = ""
        // Asked over whatever comes next.
        defer { _ = app.askAboutPastedText() }
        guard place == .create else {
            reportLength()
            return []
        }
        if isGuided { return app.perform(.nextField) }
        app.create.focus = .save
        return []
    }

    var lineCount: Int {
        guard let text, !text.isEmpty else { return 0 }
        return text.split(separator: "\n", omittingEmptySubsequences: false).count
    }

    mutating func reportLength() { say(.draftLength(lines: lineCount, files: files.count)) }

    /// Reads out what is being written, with the numbers of the lines, and its files.
    mutating func reportDraft() {
        if place == .create { reportFormFacts() }
        for (index, line) in (text ?? "").split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where lineCount > 0 {
            say("\(index + 1). \(line)")
        }
        for (index, file) in files.enumerated() { say(.file(index + 1, name: file.name, size: file.size)) }
        reportLength()
    }

    mutating func deleteLine(_ argument: String) -> [Effect] {
        var lines = (text ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        let number = argument.isEmpty ? lines.count : Int(argument) ?? 0
        guard lineCount > 0, lines.indices.contains(number - 1) else {
            say(.noSuchLine(lineCount))
            return []
        }
        say(.lineDeleted(String(lines.remove(at: number - 1))))
        return setText(lines.joined(separator: "\n"))
    }

    /// Takes off the file of that number, or the one that is chosen.
    mutating func removeFile(_ argument: String) -> [Effect] {
        guard let number = Int(argument) else { return app.perform(.removeFile) }
        guard files.indices.contains(number - 1) else {
            say(strings[.noFileToRemove])
            return []
        }
        return app.removeFile(files[number - 1].id.description)
    }
}

/// The answer to all marked tickets, line by line.
extension LinearState {
    /// Another line of it; an empty one sends, and a slash finds a canned reply.
    mutating func answerSeveral(_ typed: String) -> [Effect] {
        if typed.isEmpty { return app.perform(.send) }
        guard typed.hasPrefix("/") else {
            app.addLineToSeveralReply(typed)
            return []
        }
        if let reason = app.reasonDisabled(.insertCannedReply) {
            say(strings[reason])
            return []
        }
        return performAndAnswer(.insertCannedReply, String(typed.dropFirst().drop(while: \.isWhitespace)))
    }

    /// Whom it goes to, and what is written so far.
    mutating func reportSeveralReply() {
        say(strings[.severalReplyTitle(app.tickets.marks.count)])
        if !app.severalReply.isBlank { say(app.severalReply.editor.text) }
    }
}

extension SeveralReplyState {
    /// None for an empty text.
    var lineCount: Int {
        editor.isEmpty ? 0 : editor.text.split(separator: "\n", omittingEmptySubsequences: false).count
    }
}

extension AppState {
    fileprivate mutating func addLineToSeveralReply(_ line: String) {
        guard !severalReply.isSending else { return }
        severalReply.editor.insert((severalReply.editor.isEmpty ? "" : "\n") + line)
    }
}
