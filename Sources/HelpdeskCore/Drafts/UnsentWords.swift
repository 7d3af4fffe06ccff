import GRDB
public import HelpdeskModels

/// Words that are being written and are no draft of one ticket: a note for the next shift, an answer to several tickets, the
/// changed text of a canned reply. They are kept as typed, like drafts, and as with drafts each program has its own.
public struct UnsentWords: Codable, Hashable, Sendable {
    /// Claimed as the id of a draft is.
    public var id: Draft.ID
    public var shiftNote: String
    public var severalReply: String
    public var cannedReply: ChangedText?

    /// The text of a canned reply in one language, and the reply as it was before.
    public struct ChangedText: Codable, Hashable, Sendable {
        public var reply: CannedReply
        public var language: Language
        public var text: String

        public init(reply: CannedReply, language: Language, text: String) {
            self.reply = reply
            self.language = language
            self.text = text
        }
    }

    public init(id: Draft.ID, shiftNote: String = "", severalReply: String = "", cannedReply: ChangedText? = nil) {
        self.id = id
        self.shiftNote = shiftNote
        self.severalReply = severalReply
        self.cannedReply = cannedReply
    }

    var isBlank: Bool { shiftNote.isEmpty && severalReply.isEmpty && cannedReply == nil }
}

extension Store {
    /// The words that a program left, which are this program's now; empty ones if there are none.
    public func openWords() async throws(HelpdeskError) -> UnsentWords {
        let left = try await read { try MetaKey.words.decode([UnsentWords].self, $0) ?? [] }
        for words in left {
            if (try? claim(words.id)) != nil { return words }
        }
        let words = UnsentWords(id: .make(at: clock()))
        try claim(words.id)
        return words
    }

    public func keep(_ words: UnsentWords) async throws(HelpdeskError) {
        try await writeDurably { database in
            var all = try MetaKey.words.decode([UnsentWords].self, database) ?? []
            all.removeAll { $0.id == words.id }
            if !words.isBlank { all.append(words) }
            try MetaKey.words.write(all.isEmpty ? nil : try StoredJSON.encode(all), database)
        }
    }
}
