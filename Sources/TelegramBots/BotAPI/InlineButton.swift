/// A button under a message; pressed, it sends its data back.
public struct InlineButton: Codable, Hashable, Sendable {
    public var text: String
    /// 1 to 64 bytes of UTF-8.
    public var data: String

    /// The largest `data`, in bytes (Bot API, InlineKeyboardButton).
    public static let dataLimit = 64

    public init(_ text: String, data: String) {
        self.text = text
        self.data = data
    }
}
