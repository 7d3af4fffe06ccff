/// Something that is needed is not there now, and will be.
struct TryLater: Error, Hashable, Sendable {
    /// For the log: neither secrets nor what people wrote.
    var reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}
