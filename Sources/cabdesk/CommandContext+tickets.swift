import HelpdeskCore
import HelpdeskModels

extension CommandContext {
    /// The ticket that is meant. A number that the store does not know yet is looked for by a sync.
    ///
    /// Throws `notFound`, and what a sync throws.
    func ticket(_ reference: TicketReference) async throws(HelpdeskError) -> Ticket.ID {
        if let id = try await known(reference) { return id }
        _ = try await sync()
        if let id = try await known(reference) { return id }
        throw HelpdeskError(.notFound, subject: reference.description)
    }

    private func known(_ reference: TicketReference) async throws(HelpdeskError) -> Ticket.ID? {
        switch reference {
        case .number(let number): try await store.ticketID(number: number)
        case .id(let id): try await store.rows([id]).first?.id
        }
    }

    /// The conversation of the ticket that is meant. Throws as `ticket`.
    func conversation(_ reference: TicketReference) async throws(HelpdeskError) -> Conversation {
        guard let conversation = try await store.conversation(ticket(reference)) else {
            throw HelpdeskError(.notFound, subject: reference.description)
        }
        return conversation
    }
}
