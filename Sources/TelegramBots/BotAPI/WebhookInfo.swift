/// The state of the webhook (Bot API, WebhookInfo).
public struct WebhookInfo: Codable, Sendable, Hashable {
    /// Empty if none is set.
    public var url: String
    public var pendingUpdateCount: Int
    public var lastErrorDate: Int64?
    public var lastErrorMessage: String?

    public init(
        url: String, pendingUpdateCount: Int = 0, lastErrorDate: Int64? = nil, lastErrorMessage: String? = nil
    ) {
        self.url = url
        self.pendingUpdateCount = pendingUpdateCount
        self.lastErrorDate = lastErrorDate
        self.lastErrorMessage = lastErrorMessage
    }
}
