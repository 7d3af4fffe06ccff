/// A message that the alert bot sends.
struct AlertMessage: Sendable, Hashable {
    var chat: Int64
    /// Plain text.
    var text: String
    var buttons: [[AlertButton]] = []
    /// Queued once for good, however often it is posted; nil for what may be posted again.
    var key: String?
    /// Sent no more after this many seconds in the queue; nil for whenever.
    var lifetime: Int?
}
