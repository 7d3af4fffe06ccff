/// A message that the alert bot sends.
struct AlertMessage: Sendable, Hashable {
    var chat: Int64
    /// Plain text.
    var text: String
    var buttons: [[AlertButton]] = []
    /// Whether it pages somebody: that goes before whatever else waits.
    var isPage = false
}
