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
