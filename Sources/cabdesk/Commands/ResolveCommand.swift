import ArgumentParser
import HelpdeskModels

struct ResolveCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve", abstract: "Mark a ticket as resolved.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The number of the ticket, or its id while it has no number.")
    var ticket: TicketReference

    @Option(help: "A word of why, which goes as a reply.")
    var why: String?

    func execute() async throws {
        let context = try await CommandContext.open(options)
        try await context.change(ticket, to: .resolved, why: why, output, options.effectiveLanguage)
    }
}

struct ReopenCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "Open a resolved ticket again.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The number of the ticket, or its id while it has no number.")
    var ticket: TicketReference

    @Option(help: "A word of why, which goes as a reply.")
    var why: String?

    func execute() async throws {
        let context = try await CommandContext.open(options)
        try await context.change(ticket, to: .reopened, why: why, output, options.effectiveLanguage)
    }
}
