/// A button that was pressed (Bot API, CallbackQuery).
public struct CallbackQuery: Decodable, Sendable, Hashable {
    /// The message under which the button was; Telegram tells only this much of an old one.
    public struct Source: Decodable, Sendable, Hashable {
        public var messageId: Int64
        public var messageThreadId: Int64?
        public var chat: BotChat

        public init(messageId: Int64, messageThreadId: Int64? = nil, chat: BotChat) {
            self.messageId = messageId
            self.messageThreadId = messageThreadId
            self.chat = chat
        }
    }

    public var id: String
    public var from: BotUser
    public var message: Source?
    /// The button's data. Anybody can make one up.
    public var data: String?

    public init(id: String, from: BotUser, message: Source?, data: String?) {
        self.id = id
        self.from = from
        self.message = message
        self.data = data
    }
}
