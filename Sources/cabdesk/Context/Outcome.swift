import ArgumentParser
import CommandLineKit
import HelpdeskCore
import HelpdeskModels

/// The outcome of sending a ticket, a reply or a change of status.
enum Outcome: Hashable {
    case sent
    /// Safe on this machine, to be sent by the next sync; with what prevented it now.
    case queued(HelpdeskError?)
    /// Refused by the backend for good; it stays in the outbox until somebody tries again or discards it.
    case refused(HelpdeskError)
    /// Taken back or discarded by another program before it was sent.
    case withdrawn

    /// As it reads in JSON.
    var name: String {
        switch self {
        case .sent: "sent"
        case .queued: "queued"
        case .refused: "failed"
        case .withdrawn: "withdrawn"
        }
    }

    var error: HelpdeskError? {
        switch self {
        case .sent, .withdrawn: nil
        case .queued(let error): error
        case .refused(let error): error
        }
    }

    /// Says on standard error what was not sent and why. Throws `ExitCode` 1 if it was refused or is gone.
    func report(in language: Language) throws {
        let text = CommandText(language)
        switch self {
        case .sent: break
        case .queued(let error):
            StandardError.sentence(text.queued(because: error.map { $0.sentence(in: language) }))
        case .refused(let error):
            StandardError.sentence(text.refused(because: error.sentence(in: language)))
            throw ExitCode.failure
        case .withdrawn:
            StandardError.sentence(text.withdrawn)
            throw ExitCode.failure
        }
    }
}

/// The result of a command that wrote something: which ticket, and whether it was sent.
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

/// The output of `create`, `reply`, `resolve` and `reopen` with `--json`.
struct OutcomeJSON: Encodable {
    let ticket: Ticket.ID
    /// Absent until the backend gave one.
    let number: Int?
    /// Absent if the ticket itself is gone.
    let status: Ticket.Status?
    /// The message that was written; absent for a change of status.
    let message: Message.ID?
    /// `sent`, `queued`, `failed` or `withdrawn`.
    let delivery: String
    /// Why it was not sent; absent if it was.
    let error: ErrorJSON?

    init(_ ticket: Ticket.ID, _ row: TicketRow?, message: Message.ID? = nil, outcome: Outcome) {
        self.ticket = ticket
        number = row?.number
        status = row?.status
        self.message = message
        delivery = outcome.name
        error = outcome.error.map(ErrorJSON.init)
    }
}
