import ArgumentParser
import HelpdeskCore

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
            let transcript = Transcript(topics: snapshot.topics, language: options.effectiveLanguage)
            try StandardOutput.write(transcript.text(conversation))
        }
    }
}
