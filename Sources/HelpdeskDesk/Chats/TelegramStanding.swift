/// How a chat stands with the desk, as far as its person may know.
package enum TelegramStanding: Hashable, Sendable {
    case none
    /// The person typed `name` and nobody has accepted it: also if there is no such service, or it was turned away.
    case pending(name: String)
    /// Linked, or linked and blocked.
    case linked(LinkedChat)
}
