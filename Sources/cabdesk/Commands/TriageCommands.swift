public import ArgumentParser
import CabdeskUI
import CommandLineKit
import HelpdeskCore
public import HelpdeskModels
import TerminalKit

struct PriorityCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "priority",
        abstract: "Say how pressing a ticket is.",
        discussion: """
            Customers mark a ticket as urgent when their service cannot take orders, and set it back to normal; \
            specialists set any priority.
            """)

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The number of the ticket, or its id while it has no number.")
    var ticket: TicketReference

    @Argument(help: "The priority; customers set urgent and normal.")
    var priority: Ticket.Priority

    func execute() async throws {
        let context = try await CommandContext.open(options)
        let isStaff = try await context.store.deskSnapshot().me?.user.role.isStaff == true
        guard isStaff || [.normal, .urgent].contains(priority) else { throw HelpdeskError(.forbidden) }
        let ticket = try await context.ticket(ticket)
        try await context.store.queuePriority(priority, ticket: ticket)
        try await context.report(changeOf: ticket, .prioritised, output, options.effectiveLanguage)
    }
}

struct MergeCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Merge a duplicate into another ticket of the same service; for specialists.",
        discussion: "The messages, files and notes of the duplicate move. This cannot be undone.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The number of the duplicate.")
    var ticket: TicketReference

    @Argument(help: "The number of the ticket that gets its messages.")
    var into: TicketReference

    func execute() async throws {
        let context = try await CommandContext.open(options)
        _ = try await context.specialistsDesk()
        let duplicate = try await context.ticket(ticket, followingMerges: false)
        let target = try await context.ticket(into)
        try await context.store.queueMerge(duplicate, into: target)
        try await context.report(changeOf: duplicate, .merged, output, options.effectiveLanguage)
    }
}

struct StatsCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract:
            "Print the figures of the desk: what is open, how soon it is answered, how it is rated; for specialists.",
        discussion: "Asks the desk, so it needs a connection.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "Of the last so many days, 1 to \(Statistics.maxDays).")
    var days = 30

    func validate() throws {
        guard (1...Statistics.maxDays).contains(days) else {
            throw ValidationError("--days is 1 to \(Statistics.maxDays).")
        }
    }

    func execute() async throws {
        let context = try await CommandContext.open(options)
        try await context.syncIfNever()
        let desk = try await context.specialistsDesk()
        let figures = try await context.engine().statistics(days: days, now: .now)
        if output.json {
            try StandardOutput.write(json: figures)
        } else {
            let lines = StatisticsText(figures, desk: desk, strings: Strings(language: options.effectiveLanguage)).lines
            try StandardOutput.write(lines.map { Sanitizer.visible($0) + "\n" }.joined())
        }
    }
}

extension Ticket.Priority: ExpressibleByArgument {}
