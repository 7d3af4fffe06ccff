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
            specialists service: and assignee:. Reads what was last synced, so it works offline.
            """)

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "Words that must all occur, and conditions. One with spaces is quoted inside the argument.")
    var words: [String]

    @Option(help: "At most so many tickets.")
    var limit = 50

    func validate() throws {
        guard limit > 0 else { throw ValidationError("The limit is 1 or more.") }
    }

    func execute() async throws {
        let context = try await CommandContext.open(options)
        try await context.syncIfNever()
        let snapshot = try await context.store.deskSnapshot()
        let query = options.query(words.joined(separator: " "), of: .all, in: snapshot)
        let rows = try await context.store.rows(
            Array(context.store.ticketIDs(query).prefix(limit)), query: query)
        if output.json {
            try StandardOutput.write(json: TicketListJSON(tickets: rows.map(TicketJSON.init)))
        } else {
            try StandardOutput.write(TicketTable(snapshot, language: options.effectiveLanguage).lines(rows))
        }
    }
}

struct ShowCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a ticket with its messages.",
        discussion: "Reads what was last synced, so it works offline.")

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

/// The output of `tickets --json` and `search --json`.
struct TicketListJSON: Encodable {
    let tickets: [TicketJSON]
}

extension Array {
    /// The elements in order, in arrays of `size` with a shorter last one.
    func chunks(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
