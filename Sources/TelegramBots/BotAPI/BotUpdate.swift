/// Something that happened, as Telegram tells it (Bot API, Update). Kinds that the bots have no use for leave all the
/// members nil.
public struct BotUpdate: Decodable, Sendable, Hashable {
    public var updateId: Int64
    public var message: BotMessage?
    public var editedMessage: BotMessage?
    public var callbackQuery: CallbackQuery?
    public var myChatMember: ChatMemberUpdated?
    /// The bot's own: the link of this chat may have changed. Telegram sends no such thing.
    var linkChanged: Int64?
    /// The other parts of the album that `message` begins; put there by the inbox.
    var album: [BotMessage]?

    /// The kinds that the bots ask for.
    public static let kinds = ["message", "edited_message", "callback_query", "my_chat_member"]

    public init(
        updateId: Int64, message: BotMessage? = nil, editedMessage: BotMessage? = nil,
        callbackQuery: CallbackQuery? = nil, myChatMember: ChatMemberUpdated? = nil
    ) {
        self.updateId = updateId
        self.message = message
        self.editedMessage = editedMessage
        self.callbackQuery = callbackQuery
        self.myChatMember = myChatMember
    }

    /// The chat it happened in; nil for kinds without one.
    public var chat: BotChat? {
        message?.chat ?? editedMessage?.chat ?? callbackQuery?.message?.chat ?? myChatMember?.chat
    }
}
