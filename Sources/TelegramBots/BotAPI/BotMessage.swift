/// A message of a chat (Bot API, Message).
public struct BotMessage: Decodable, Sendable, Hashable {
    /// Something that is there and whose content does not matter.
    public struct Presence: Decodable, Sendable, Hashable {
        public init() {}
    }

    /// The message that another one answers, as far as it matters for finding its ticket.
    public struct Reference: Decodable, Sendable, Hashable {
        public var messageId: Int64
        /// There on the service message that began a forum topic.
        public var forumTopicCreated: Presence?

        public init(messageId: Int64, forumTopicCreated: Presence? = nil) {
            self.messageId = messageId
            self.forumTopicCreated = forumTopicCreated
        }
    }

    public var messageId: Int64
    /// The topic of a forum; nil outside of one.
    public var messageThreadId: Int64?
    public var isTopicMessage: Bool?
    /// Nil for messages of a channel.
    public var from: BotUser?
    /// The group itself for an anonymous administrator, a channel for one that writes in its name.
    public var senderChat: BotChat?
    public var chat: BotChat
    /// Unix time, in seconds.
    public var date: Int64
    public var editDate: Int64?
    /// The album it belongs to.
    public var mediaGroupId: String?
    public var replyToMessage: Reference?
    public var text: String?
    public var caption: String?
    /// One picture in several sizes.
    public var photo: [BotFile]?
    public var document: BotFile?
    public var voice: BotFile?
    public var audio: BotFile?
    public var video: BotFile?
    public var videoNote: BotFile?
    public var animation: BotFile?
    public var sticker: BotFile?
    public var location: Presence?
    public var contact: Presence?
    public var poll: Presence?
    /// The id that the group has from now on.
    public var migrateToChatId: Int64?

    public init(
        messageId: Int64, messageThreadId: Int64? = nil, isTopicMessage: Bool? = nil, from: BotUser?,
        senderChat: BotChat? = nil, chat: BotChat, date: Int64, editDate: Int64? = nil, mediaGroupId: String? = nil,
        replyToMessage: Reference? = nil, text: String? = nil, caption: String? = nil, photo: [BotFile]? = nil,
        document: BotFile? = nil, voice: BotFile? = nil, video: BotFile? = nil, migrateToChatId: Int64? = nil
    ) {
        self.messageId = messageId
        self.messageThreadId = messageThreadId
        self.isTopicMessage = isTopicMessage
        self.from = from
        self.senderChat = senderChat
        self.chat = chat
        self.date = date
        self.editDate = editDate
        self.mediaGroupId = mediaGroupId
        self.replyToMessage = replyToMessage
        self.text = text
        self.caption = caption
        self.photo = photo
        self.document = document
        self.voice = voice
        self.video = video
        self.migrateToChatId = migrateToChatId
    }
}
