/// Why a file did not get from Telegram to the ticket.
struct FileTrouble: Hashable, Sendable {
    enum Reason: Hashable, Sendable {
        /// Larger than Telegram lets a bot fetch; the limit in bytes.
        case tooLarge(limit: Int64)
        /// Telegram does not have it any more, or does not give it.
        case unavailable
    }

    var name: String
    var reason: Reason
}
