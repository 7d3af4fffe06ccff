/// A message of a chat (Bot API, Message).
public struct BotMessage: Decodable, Sendable, Hashable {
    /// Something that is there and whose content does not matter.
    public struct Presence: Decodable, Sendable, Hashable {
        public init() {}
    }

    /// The message that another one answers, as far as it matters for finding its ticket.
    public struct Reference: Decodable, Sendable, Hashable {
        public var messageId: Int64
        /// Nil for messages of a channel.
        public var from: BotUser?
        /// There on the service message that began a forum topic.
        public var forumTopicCreated: Presence?

        public init(messageId: Int64, from: BotUser? = nil, forumTopicCreated: Presence? = nil) {
            self.messageId = messageId
            self.from = from
            self.forumTopicCreated = forumTopicCreated
        }
    }

    /// A part of a text that means more than it says; offset and length in UTF-16 units (Bot API, MessageEntity).
    public struct Entity: Decodable, Sendable, Hashable {
        public var type: String
        public var offset: Int
        public var length: Int
        /// Of a `text_link`.
        public var url: String?
    }

    public var messageId: Int64
    /// The topic of a forum, if ``isTopicMessage`` says so. Answers in a group without topics have one, too: it names the
    /// message that began the thread of answers, and nothing can be sent there.
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
    public var entities: [Entity]?
    public var caption: String?
    public var captionEntities: [Entity]?
    /// One picture in several sizes.
    public var photo: [BotFile]?
    public var document: BotFile?
    public var voice: BotFile?
    public var audio: BotFile?
    public var video: BotFile?
    public var videoNote: BotFile?
    public var animation: BotFile?
    public var sticker: BotFile?
    public var location: Readable<Place>?
    public var venue: Readable<Venue>?
    public var contact: Readable<Contact>?
    public var poll: Readable<Poll>?
    public var dice: Readable<Dice>?
    public var checklist: Readable<Checklist>?
    // Things that people send and no bot can pass on.
    public var story: Presence?
    public var game: Presence?
    public var invoice: Presence?
    public var giveaway: Presence?
    public var paidMedia: Presence?
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

/// A file on Telegram's servers: one size of a photo, a document, a voice message and so on.
public struct BotFile: Codable, Sendable, Hashable {
    /// Names the file for this bot; stays valid.
    public var fileId: String
    /// The same for everybody and for good.
    public var fileUniqueId: String
    /// In bytes; nil if Telegram does not tell.
    public var fileSize: Int64?
    public var fileName: String?
    public var mimeType: String?
    /// In pixels, of pictures.
    public var width: Int?
    /// In seconds, of sounds and videos.
    public var duration: Int?
    /// Only of ``BotClient/file(_:)``: where it can be fetched from, for an hour at least.
    public var filePath: String?

    public init(
        fileId: String, fileUniqueId: String, fileSize: Int64? = nil, fileName: String? = nil, mimeType: String? = nil,
        width: Int? = nil, duration: Int? = nil, filePath: String? = nil
    ) {
        self.fileId = fileId
        self.fileUniqueId = fileUniqueId
        self.fileSize = fileSize
        self.fileName = fileName
        self.mimeType = mimeType
        self.width = width
        self.duration = duration
        self.filePath = filePath
    }
}
