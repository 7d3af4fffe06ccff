public import HelpdeskModels

/// One call of the Bot API as a value: it can be kept, compared and sent later.
public struct BotCall: Codable, Hashable, Sendable {
    /// The methods that the bots use, as the API names them.
    public enum Method: String, Codable, Sendable {
        case getMe, getUpdates, setWebhook, deleteWebhook, getWebhookInfo, setMyCommands
        case sendMessage, sendPhoto, sendDocument, sendVoice, sendVideo, sendMediaGroup, sendChatAction
        case editMessageText, editMessageReplyMarkup, answerCallbackQuery
        case getFile, getChat, getChatMember
        case createForumTopic, editForumTopic, closeForumTopic, reopenForumTopic

        /// Whether a second call would add something a second time.
        var addsSomething: Bool {
            switch self {
            case .sendMessage, .sendPhoto, .sendDocument, .sendVoice, .sendVideo, .sendMediaGroup, .createForumTopic:
                true
            default: false
            }
        }
    }

    public var method: Method
    public var parameters: [String: JSON]
    public var files: [BotCallFile]

    public init(_ method: Method, _ parameters: [String: JSON] = [:], files: [BotCallFile] = []) {
        self.method = method
        self.parameters = parameters
        self.files = files
    }

    public subscript(parameter: String) -> JSON? {
        get { parameters[parameter] }
        set { parameters[parameter] = newValue }
    }
}

/// A file that goes with a call.
public struct BotCallFile: Codable, Hashable, Sendable {
    /// The parameter it belongs to, or the name that `attach://NAME` refers to.
    public var field: String
    /// The desk's content. Where it lies is asked for when the call is sent, perhaps on another machine.
    public var content: SHA256Digest
    public var name: String
    public var mediaType: String

    public init(field: String, content: SHA256Digest, name: String, mediaType: String) {
        self.field = field
        self.content = content
        self.name = name
        self.mediaType = mediaType
    }
}

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

extension BotCall {
    /// Whether Telegram's limits of sending count the call.
    var isCounted: Bool {
        switch method {
        case .sendMessage, .sendPhoto, .sendDocument, .sendVoice, .sendVideo, .sendMediaGroup, .editMessageText,
            .editMessageReplyMarkup:
            true
        default: false
        }
    }
}
