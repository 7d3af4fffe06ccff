import HelpdeskCore
import HelpdeskModels

/// What a command that wrote something tells: which ticket, and whether it was sent.
struct CommandResult {
    let ticket: Ticket.ID
    var message: Message.ID?
    let outcome: Outcome

    /// Prints the result, and on standard error why it was not sent. Throws `ExitCode` 1 if it was refused or is gone.
    func print(_ context: CommandContext, _ output: OutputOptions, _ language: Language) async throws {
        let row = try await context.store.rows([ticket]).first
        if output.json {
            try StandardOutput.write(json: OutcomeJSON(ticket, row, message: message, outcome: outcome))
        } else {
            // A script that wants no JSON wants the name of the ticket for the next command.
            try StandardOutput.line(row?.number.map(String.init) ?? ticket.description)
        }
        try outcome.report(in: language)
    }
}
