public import HelpdeskModels

extension Store {
    /// Queues a new ticket made of the draft, shows it at once, and removes the draft: one transaction.
    ///
    /// Throws `invalid` with the violations, or `notSignedIn` before the first sync.
    public func queueTicket(
        _ draft: Draft, origin: Message.Origin
    ) async throws(HelpdeskError) -> Ticket.ID { throw HelpdeskError(.unexpected) }
    /// Queues the draft as a reply to its ticket. Throws as `queueTicket`, and `notFound` without a ticket.
    public func queueReply(
        _ draft: Draft, origin: Message.Origin
    ) async throws(HelpdeskError) -> Message.ID { throw HelpdeskError(.unexpected) }
    /// Queues a change of status, which shows at once. Nothing happens if the ticket already stands there.
    public func queueTransition(_ kind: NewEvent.Kind, ticket: Ticket.ID) async throws(HelpdeskError) {}
    /// Queues that the ticket was read so far. A newer mark replaces one that waits.
    public func queueReadMark(_ ticket: Ticket.ID, upTo: Timestamp) async throws(HelpdeskError) {}
    /// Queues again what was parked for the ticket; nil for all tickets.
    public func retryFailed(_ ticket: Ticket.ID?) async throws(HelpdeskError) {}
    /// Drops a message that is not sent yet and undoes what it showed; for the first message of a ticket, the ticket
    /// with everything queued for it. Throws `conflict` while it is being sent, `notFound` if it is not in the outbox.
    public func discard(message: Message.ID) async throws(HelpdeskError) {}
    /// Drops a change of status that is not sent yet and undoes what it showed.
    public func discard(transition: Event.ID) async throws(HelpdeskError) {}
}
