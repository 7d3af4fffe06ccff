/// A button under a message.
struct AlertButton: Sendable, Hashable {
    var label: String
    var press: AlertPress
}
