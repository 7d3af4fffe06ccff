import Foundation
import HelpdeskTransport

/// Why a call of the Bot API did not do what it should; classified here and nowhere else.
public struct BotError: Error, Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// No connection: the call surely did not happen.
        case unreachable
        /// The call was sent and its answer is missing: it may have happened.
        case unknownOutcome
        /// The token is wrong or was revoked.
        case tokenRejected
        /// Somebody else polls with the same token, or a webhook is set (409).
        case conflict
        /// Too many calls: wait so many seconds (429).
        case tooManyRequests(retryAfter: Int)
        /// The person has blocked the bot, or the bot is no member (403).
        case blocked
        /// The group became a supergroup with this id.
        case migrated(to: Int64)
        /// The forum topic was deleted.
        case threadNotFound
        /// The message that was to be answered was deleted.
        case replyNotFound
        /// An edit that would change nothing, or a message that cannot be edited any more.
        case notEditable
        /// The file is too large to be sent or fetched.
        case tooLarge
        /// The chat does not exist or never spoke to the bot.
        case chatNotFound
        /// Refused for another reason, for good.
        case refused
        /// Telegram failed and says so: the call did not happen.
        case serverFailed
        /// The answer cannot be read.
        case badAnswer
        /// The task was cancelled.
        case cancelled
        /// A file to send cannot be read, or a file to receive cannot be written.
        case fileFailed
    }

    public var kind: Kind
    /// The code of Telegram's answer; nil if there was none.
    public var code: Int?
    /// The technical cause, in English, without the token. Foreign text.
    public var detail: String

    public init(_ kind: Kind, code: Int? = nil, detail: String = "") {
        self.kind = kind
        self.code = code
        self.detail = detail
    }
}

extension BotError: CustomStringConvertible {
    public var description: String {
        let code = code.map { " \($0)" } ?? ""
        return "\(kind)\(code)\(detail.isEmpty ? "" : ": \(detail)")"
    }
}

extension BotError {
    /// The meaning of a failure of the transport for the call. The text is freed of the token.
    init(_ error: TransportError, token: BotToken) {
        let kind: Kind =
            switch error.code {
            case .timedOut, .badAnswer, .answerTooLarge: .unknownOutcome
            case .cancelled: .cancelled
            case .fileUnreadable, .fileChanged, .cannotWriteFile, .diskFull: .fileFailed
            default: .unreachable
            }
        self.init(kind, detail: token.redact("\(error.code.rawValue) \(error.detail ?? "")"))
    }

    /// The meaning of an answer with `ok: false` (Bot API, "Making requests", "ResponseParameters").
    init(_ answer: BotAnswer<JSON>, status: Int, token: BotToken) {
        let code = answer.errorCode ?? status
        let text = answer.description ?? ""
        let says = { (part: String) in text.range(of: part, options: .caseInsensitive) != nil }
        let kind: Kind
        if let chat = answer.parameters?.migrateToChatId {
            kind = .migrated(to: chat)
        } else {
            switch code {
            case 429: kind = .tooManyRequests(retryAfter: max(1, answer.parameters?.retryAfter ?? 1))
            case 401,
                404 where answer.result == nil && !says("file"):
                kind = .tokenRejected
            case 403: kind = .blocked
            case 409: kind = .conflict
            case 413: kind = .tooLarge
            case 500...: kind = .serverFailed
            case _ where says("thread not found") || says("TOPIC_DELETED") || says("TOPIC_ID_INVALID"):
                kind = .threadNotFound
            case _ where says("replied not found") || says("reply message not found"): kind = .replyNotFound
            case _ where says("not modified") || says("can't be edited") || says("to edit not found"):
                kind = .notEditable
            case _ where says("too big") || says("too large"): kind = .tooLarge
            case _ where says("chat not found"): kind = .chatNotFound
            default: kind = .refused
            }
        }
        self.init(kind, code: code, detail: token.redact(text))
    }
}
