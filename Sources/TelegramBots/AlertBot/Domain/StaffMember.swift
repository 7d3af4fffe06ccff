/// Somebody on duty, at the moment of an action.
public struct StaffMember: Sendable, Hashable {
    /// The Telegram user, whose private chat has the same id.
    public let telegram: Int64
    public let name: String

    public init(telegram: Int64, name: String) {
        self.telegram = telegram
        self.name = name
    }
}
