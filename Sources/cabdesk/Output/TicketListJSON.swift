/// What `tickets --json` prints.
struct TicketListJSON: Encodable {
    let tickets: [TicketJSON]
}
