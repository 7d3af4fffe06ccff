/// The desk understood and refuses for good.
public struct AlertDeskRefusal: Error, Sendable, Hashable {
    /// For the log; holds neither secrets nor what people wrote.
    public let reason: String

    public init(_ reason: String) {
        self.reason = reason
    }
}
