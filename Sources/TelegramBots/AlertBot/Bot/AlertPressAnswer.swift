/// What somebody who pressed a button sees at once (Bot API, answerCallbackQuery).
struct AlertPressAnswer: Sendable, Hashable {
    /// The press's id.
    var id: String
    /// At most 200 characters; empty for nothing but the end of waiting.
    var text: String
    /// Whether the person has to close it.
    var isAlert = false
}
