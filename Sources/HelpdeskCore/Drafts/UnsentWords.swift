import GRDB

/// Words that are being written and are no draft of one ticket: a note for the next shift, an answer to several tickets.
/// They are kept as typed, like drafts.
public struct UnsentWords: Codable, Hashable, Sendable {
    public var shiftNote: String
    public var severalReply: String

    public init(shiftNote: String = "", severalReply: String = "") {
        self.shiftNote = shiftNote
        self.severalReply = severalReply
    }
}

extension Store {
    public func unsentWords() async throws(HelpdeskError) -> UnsentWords {
        try await read { try MetaKey.words.decode(UnsentWords.self, $0) ?? UnsentWords() }
    }

    public func keep(_ words: UnsentWords) async throws(HelpdeskError) {
        try await writeDurably { database in
            try MetaKey.words.write(words == UnsentWords() ? nil : try StoredJSON.encode(words), database)
        }
    }
}
