import Foundation
import HelpdeskTransport

extension BotError {
    /// What a failure of the transport means for the call. The text is freed of the token.
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

    /// What an answer with `ok: false` means (Bot API, "Making requests", "ResponseParameters").
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
