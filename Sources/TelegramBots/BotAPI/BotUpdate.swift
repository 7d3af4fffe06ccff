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

/// A change of the bot's own rights in a chat: it was blocked, unblocked, added or removed.
public struct ChatMemberUpdated: Decodable, Sendable, Hashable {
    public var chat: BotChat
    public var from: BotUser
    public var newChatMember: ChatMember

    public init(chat: BotChat, from: BotUser, newChatMember: ChatMember) {
        self.chat = chat
        self.from = from
        self.newChatMember = newChatMember
    }
}

/// The status of somebody in a chat (Bot API, ChatMember).
public struct ChatMember: Codable, Sendable, Hashable {
    /// `creator`, `administrator`, `member`, `restricted`, `left` or `kicked`.
    public var status: String
    public var canManageTopics: Bool?
    public var isMember: Bool?

    public init(status: String, canManageTopics: Bool? = nil, isMember: Bool? = nil) {
        self.status = status
        self.canManageTopics = canManageTopics
        self.isMember = isMember
    }

    /// Whether messages reach the chat.
    public var isPresent: Bool { status != "left" && status != "kicked" && isMember != false }
}

/// A chat (Bot API, Chat).
public struct BotChat: Codable, Sendable, Hashable {
    public enum Kind: String, Codable, Sendable {
        case `private`, group, supergroup, channel
    }

    public var id: Int64
    public var type: Kind
    public var title: String?
    /// Whether a supergroup has topics.
    public var isForum: Bool?

    public init(id: Int64, type: Kind, title: String? = nil, isForum: Bool? = nil) {
        self.id = id
        self.type = type
        self.title = title
        self.isForum = isForum
    }
}

/// A person or a bot (Bot API, User).
public struct BotUser: Codable, Sendable, Hashable {
    public var id: Int64
    public var isBot: Bool
    public var firstName: String
    public var lastName: String?
    public var username: String?
    /// IETF tag of the app's language; nil if Telegram does not tell.
    public var languageCode: String?
    /// Only of ``BotClient/me()``: whether the bot receives every message of a group.
    public var canReadAllGroupMessages: Bool?

    public init(
        id: Int64, isBot: Bool = false, firstName: String, lastName: String? = nil, username: String? = nil,
        languageCode: String? = nil, canReadAllGroupMessages: Bool? = nil
    ) {
        self.id = id
        self.isBot = isBot
        self.firstName = firstName
        self.lastName = lastName
        self.username = username
        self.languageCode = languageCode
        self.canReadAllGroupMessages = canReadAllGroupMessages
    }

    /// First and last name.
    public var name: String { [firstName, lastName].compactMap { $0 }.joined(separator: " ") }

    /// As whom anonymous administrators of a group appear: `@GroupAnonymousBot`.
    public static let anonymousAdministrator: Int64 = 1_087_968_824
}
