public import ArgumentParser
import CabdeskUI
import CommandLineKit
public import HelpdeskCore
import HelpdeskModels

struct TicketsCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "tickets",
        abstract: "List tickets, newest activity first.",
        discussion: "Reads what was last synced, so it works offline; `cabdesk sync` brings it up to date.")

    /// So many rows are read from the store at a time.
    private static let chunk = 500

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "Which tickets.")
    var view: TicketView = .all

    @Option(
        help: """
            Only tickets with all these words, and conditions: topic:, from:, status:, before:, after:; for specialists \
            service: and assignee:. A value with spaces is quoted.
            """)
    var filter: String = ""

    func execute() async throws {
        let context = try await CommandContext.open(options)
        try await context.syncIfNever()
        let snapshot = try await context.store.deskSnapshot()
        let ids = try await context.store.ticketIDs(options.query(filter, of: view, in: snapshot))
        if output.json {
            var tickets: [TicketJSON] = []
            for chunk in ids.chunks(of: Self.chunk) {
                tickets += try await context.store.rows(chunk).map(TicketJSON.init)
            }
            try StandardOutput.write(json: TicketListJSON(tickets: tickets))
        } else {
            let table = TicketTable(snapshot, language: options.effectiveLanguage)
            for chunk in ids.chunks(of: Self.chunk) {
                try StandardOutput.write(table.lines(try await context.store.rows(chunk)))
            }
        }
    }
}

struct SearchCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find tickets, and show where the words stand in them.",
        discussion: """
            Takes words and conditions as `tickets --filter` does: topic:, from:, status:, before:, after:; for \
            specialists service: and assignee:. Reads what was last synced, so it works offline; with `--desk` it \
            first asks the desk for tickets with these words that are not on this machine.
            """)

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "Words that must all occur, and conditions. One with spaces is quoted inside the argument.")
    var words: [String]

    @Option(help: "At most so many tickets.")
    var limit = 50

    @Flag(help: "Search on the desk, too, and load as many of its tickets at most.")
    var desk = false

    func validate() throws {
        guard limit > 0 else { throw ValidationError("The limit is 1 or more.") }
    }

    func execute() async throws {
        let context = try await CommandContext.open(options)
        try await context.syncIfNever()
        let snapshot = try await context.store.deskSnapshot()
        let query = options.query(words.joined(separator: " "), of: .all, in: snapshot)
        let found = desk ? try await search(query.filter, context) : nil
        let rows = try await context.store.rows(
            Array(context.store.ticketIDs(query).prefix(limit)), query: query)
        if output.json {
            try StandardOutput.write(json: SearchJSON(tickets: rows.map(TicketJSON.init), desk: found))
        } else {
            try StandardOutput.write(TicketTable(snapshot, language: options.effectiveLanguage).lines(rows))
        }
    }

    /// Loads what the desk has with the words, at most `limit` tickets.
    ///
    /// Throws `ExitCode.failure` where the desk cannot be searched or there is nothing to look for, and what the desk throws.
    private func search(_ words: String, _ context: CommandContext) async throws -> SearchJSON.OnDesk {
        let strings = Strings(language: options.effectiveLanguage)
        let length = try await context.canSearchDesk() ? try await context.store.deskSnapshot().desk?.searchLength : nil
        let reason: Phrase? =
            switch length {
            case nil: .notOfferedHere
            case _ where words.isEmpty: .searchNeedsWords
            case let length? where words.unicodeScalars.count > length: .searchTooLong
            default: nil
            }
        if let reason {
            StandardError.sentence(strings[reason])
            throw ExitCode.failure
        }
        let engine = try context.engine()
        let page = try await engine.countOnDesk(words)
        var found = SearchJSON.OnDesk(
            total: page.total, isTotalExact: page.isTotalExact, isComplete: page.isComplete, loaded: 0)
        var loaded = FetchedTickets(count: 0, next: nil)
        repeat {
            loaded = try await engine.fetchFound(words, after: loaded.next, limit: limit - found.loaded)
            found.loaded += loaded.count
        } while loaded.next != nil && found.loaded < limit
        return found
    }
}

struct ShowCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a ticket with its messages.",
        discussion: """
            Reads what was last synced, so it works offline. The desk is asked for a number that is not on this machine.
            """)

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The number of the ticket, or its id while it has no number.")
    var ticket: TicketReference

    func execute() async throws {
        let context = try await CommandContext.open(options)
        let conversation = try await context.conversation(ticket)
        if output.json {
            try StandardOutput.write(json: ConversationJSON(conversation))
        } else {
            let snapshot = try await context.store.deskSnapshot()
            let transcript = Transcript(snapshot, language: options.effectiveLanguage)
            try StandardOutput.write(transcript.text(conversation))
        }
    }
}

extension TicketView: ExpressibleByArgument {}

extension GlobalOptions {
    /// What a filter asks for in the reader's language.
    fileprivate func query(_ filter: String, of view: TicketView, in desk: DeskSnapshot) -> TicketQuery {
        let narrowed = FilterSyntax(strings: Strings(language: effectiveLanguage), desk: desk, now: .now).parse(filter)
        return TicketQuery(view: view, filter: narrowed.words, conditions: narrowed.conditions)
    }
}

/// The output of `tickets --json`.
struct TicketListJSON: Encodable {
    let tickets: [TicketJSON]
}

/// The output of `search --json`.
struct SearchJSON: Encodable {
    /// The tickets that the desk has with the words.
    struct OnDesk: Encodable {
        var total: Int
        var isTotalExact: Bool
        var isComplete: Bool
        /// How many tickets were not on this machine before.
        var loaded: Int
    }

    let tickets: [TicketJSON]
    /// Absent without `--desk`.
    let desk: OnDesk?
}

extension Array {
    /// The elements in order, in arrays of `size` with a shorter last one.
    func chunks(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
