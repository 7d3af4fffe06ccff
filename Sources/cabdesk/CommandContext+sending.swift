import HelpdeskCore
import HelpdeskModels

extension CommandContext {
    /// Tries to send what was queued, and tells how the intent stands afterwards.
    ///
    /// `delivery` looks it up in the store: nil once the backend has it. A backend that cannot be reached is no failure:
    /// the intent stays queued, with the reason. Throws what reading the store throws.
    func send(
        _ delivery: () async throws(HelpdeskError) -> Delivery?
    ) async throws(HelpdeskError) -> Outcome {
        let obstacle: HelpdeskError?
        do {
            obstacle = try await sync().errors.first
        } catch {
            obstacle = error
        }
        return switch try await delivery() {
        case nil: .sent
        case .queued, .held, .sending: .queued(obstacle)
        case .failed(let error): .refused(error)
        }
    }
}
