import HelpdeskCore
import HelpdeskModels

extension CommandContext {
    /// How something that was queued stands in the store.
    enum Standing {
        /// The backend has it.
        case received
        case waiting(Delivery)
        /// It is neither here nor with the backend: another program has taken it back or discarded it meanwhile.
        case missing
    }

    /// Tries to send what was queued, and tells how the intent stands afterwards.
    ///
    /// `standing` looks it up in the store. A backend that cannot be reached is no failure: the intent stays queued, with
    /// the reason. Throws what reading the store throws.
    func send(
        _ standing: () async throws(HelpdeskError) -> Standing
    ) async throws(HelpdeskError) -> Outcome {
        let obstacle: HelpdeskError?
        do {
            obstacle = try await sync().errors.first
        } catch {
            obstacle = error
        }
        return switch try await standing() {
        case .received: .sent
        case .waiting(.queued), .waiting(.held), .waiting(.sending): .queued(obstacle)
        case .waiting(.failed(let error)): .refused(error)
        case .missing: .withdrawn
        }
    }

    /// How a message of the ticket stands; `message` finds it in the conversation.
    func standing(
        ofMessageIn ticket: Ticket.ID, _ message: (Conversation) -> ConversationMessage?
    ) async throws(HelpdeskError) -> Standing {
        guard let found = try await store.conversation(ticket).flatMap(message) else { return .missing }
        return found.delivery.map { .waiting($0) } ?? .received
    }
}
