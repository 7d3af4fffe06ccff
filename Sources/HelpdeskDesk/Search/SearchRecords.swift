package import HelpdeskModels

/// Rows of the index in which tickets are found by words. All of it is derived: what it has, tickets and messages have.
package protocol SearchRecords {
    /// The texts of the newest messages, newest first, with their authors and files.
    func searchedTexts(of ticket: Ticket.ID, limit: Int) throws -> [SearchedText]
    func insert(_ entry: SearchEntry) throws
    /// Also what the index has of their words.
    func deleteSearchEntries(of ticket: Ticket.ID) throws
    func hasSearchEntries(of ticket: Ticket.ID) throws -> Bool
    /// Those that have all the keys, newest first, from behind `position`.
    func searchHits(_ query: SearchQuery, after position: Int64?, limit: Int) throws -> [SearchHit]
    /// How many have all the keys; no more than `limit` are counted.
    func countSearchHits(_ query: SearchQuery, limit: Int) throws -> Int

    /// Tickets whose number is below this may still be without entries; 0 if none is.
    func searchFill() throws -> Int
    func store(searchFill: Int) throws
    /// The newest ones first.
    func ticketNumbers(below number: Int, limit: Int) throws -> [(id: Ticket.ID, number: Int)]
    /// Of the tickets that have the newest `limit` messages, those whose entries do not know them.
    func ticketsWithUnknownMessages(among limit: Int) throws -> [Ticket.ID]
}

/// The part of a message that a search looks at.
package struct SearchedText: Hashable, Sendable {
    package var message: Message.ID
    package var text: String
    package var created: Timestamp
    package var isInternal: Bool

    package init(message: Message.ID, text: String, created: Timestamp, isInternal: Bool) {
        self.message = message
        self.text = text
        self.created = created
        self.isInternal = isInternal
    }
}

/// The words of a ticket by which those who may read it find it.
package struct SearchEntry: Hashable, Sendable {
    /// Those who find it. A ticket with internal notes has two entries, one for each side.
    package enum Audience: String, Sendable {
        case everybody, customers, staff

        /// The keys by which the index knows for whom it is, so that it passes over nothing of others.
        fileprivate var keys: [String] {
            switch self {
            case .everybody: ["000000staff", "000000customers"]
            case .customers: ["000000customers"]
            case .staff: ["000000staff"]
            }
        }
    }

    /// The place among all entries, by the time of the newest message; no two have the same.
    package var position: Int64
    package var ticket: Ticket.ID
    package var service: Service.ID
    package var audience: Audience
    /// The different words, folded, with one space between each two.
    package var words: String

    /// By which the index finds it.
    package var keys: Set<String> {
        SearchKeys.keys(ofWords: words.split(separator: " ")).union(audience.keys).union([Self.key(of: service)])
    }

    /// A key has letters and digits only.
    fileprivate static func key(of service: Service.ID) -> String {
        "000000service"
            + service.rawValue.utf8.map { String(UInt16($0) + 256, radix: 16) }.joined()
    }

    package init(position: Int64, ticket: Ticket.ID, service: Service.ID, audience: Audience, words: String) {
        self.position = position
        self.ticket = ticket
        self.service = service
        self.audience = audience
        self.words = words
    }
}

/// Words that are looked for, and by whom.
package struct SearchQuery: Sendable {
    package var keys: [String]
    /// The side whose entries are not looked at.
    package var hidden: SearchEntry.Audience
    /// Nil for all services.
    package var service: Service.ID?

    init(_ terms: [SearchTerm], for account: Account) {
        service = account.onlyService
        hidden = account.isStaff ? .customers : .staff
        let own: SearchEntry.Audience = account.isStaff ? .staff : .customers
        let audience = own.keys + (service.map { [SearchEntry.key(of: $0)] } ?? [])
        keys = Set(terms.flatMap(\.keys)).sorted() + audience
    }
}

/// An entry that was found.
package struct SearchHit: Hashable, Sendable {
    package var position: Int64
    package var ticket: Ticket.ID
    package var words: String

    package init(position: Int64, ticket: Ticket.ID, words: String) {
        self.position = position
        self.ticket = ticket
        self.words = words
    }
}
