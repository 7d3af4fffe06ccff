import HelpdeskCore
import HelpdeskModels

/// What `create`, `reply`, `resolve` and `reopen` print with `--json`.
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
