public import HelpdeskModels

/// A private chat that belongs to a service.
public struct AlertLink: Sendable, Hashable {
    /// The chat's id, which is the Telegram user's and so the same in both bots.
    public var chat: Int64
    public var service: Service

    public init(chat: Int64, service: Service) {
        self.chat = chat
        self.service = service
    }
}
