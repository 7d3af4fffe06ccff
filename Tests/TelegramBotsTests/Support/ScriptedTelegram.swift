import Foundation
import HelpdeskModels
import HelpdeskTransport
import Synchronization

@testable import TelegramBots

/// Telegram as far as a test needs it, in memory: it keeps what it was asked and answers as told, else well.
final class ScriptedTelegram: Transport {
    struct Call: Sendable {
        var method: String
        var parameters: JSON
        var at: Timestamp
        /// Whether it came with files.
        var isForm: Bool
        var url: String

        var chat: Int64? { parameters["chat_id"]?.integer }
        var text: String? { parameters["text"]?.string }
    }

    enum Answer: Sendable {
        case refuse(code: Int, String, parameters: JSON = [:])
        /// The call happened, its answer is lost.
        case loseAnswer
        case fail(TransportError)
        case result(JSON)
    }

    private struct State {
        var calls: [Call] = []
        var nextMessage: Int64 = 1000
        var script: [(matches: @Sendable (Call) -> Bool, answer: Answer)] = []
        var updates: [JSON] = []
        var files: [String: Data] = [:]
        var gone: Set<String> = []
        var topics: Set<Int64> = []
    }

    private let state = Mutex(State())
    private let clock: BotClock

    init(_ clock: BotClock) {
        self.clock = clock
    }

    /// Without polls.
    var calls: [Call] { state.withLock { $0.calls.filter { $0.method != "getUpdates" } } }
    var polls: [Call] { state.withLock { $0.calls.filter { $0.method == "getUpdates" } } }

    /// The next call that matches is answered so.
    func next(_ answer: Answer, where matches: @escaping @Sendable (Call) -> Bool) {
        state.withLock { $0.script.append((matches, answer)) }
    }

    func next(_ answer: Answer, to method: String) {
        next(answer) { $0.method == method }
    }

    /// Puts updates into the next poll.
    func push(_ updates: [JSON]) {
        state.withLock { $0.updates += updates }
    }

    /// A file that can be fetched; the link to it is out of date once for each name in `expired`.
    func put(_ content: Data, as file: String, isExpired: Bool = false) {
        state.withLock { state in
            state.files[file] = content
            if isExpired { state.gone.insert(file) }
        }
    }

    /// The texts that the chat received, in order.
    func texts(_ chat: Int64) -> [String] {
        calls.filter { $0.chat == chat && $0.method == "sendMessage" }.compactMap(\.text)
    }

    func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
        if request.url.contains("/file/") { return try download(request) }
        let method = request.url.split(separator: "/").last.map(String.init) ?? ""
        var parameters = JSON.null
        if case .data(let body) = request.body { parameters = (try? WireJSON.decode(from: body)) ?? .null }
        if case .file(let path, _, _) = request.body { parameters = Self.form(path) }
        let call = Call(
            method: method, parameters: parameters, at: clock.now, isForm: request.body.isFile, url: request.url)
        let answer: Answer? = state.withLock { state in
            state.calls.append(call)
            guard let index = state.script.firstIndex(where: { $0.matches(call) }) else { return nil }
            return state.script.remove(at: index).answer
        }
        switch answer {
        case .refuse(let code, let text, let parameters):
            let body: JSON = [
                "ok": false, "error_code": .integer(Int64(code)), "description": .string(text),
                "parameters": parameters,
            ]
            return response(code, body)
        case .loseAnswer: throw TransportError(.timedOut, detail: "the answer to \(request.url) is missing")
        case .fail(let error): throw error
        case .result(let result): return response(200, ["ok": true, "result": result])
        case nil:
            if let refusal = refusal(of: call) {
                return response(400, ["ok": false, "error_code": 400, "description": .string(refusal)])
            }
            return response(200, ["ok": true, "result": result(of: call)])
        }
    }

    /// As Telegram has it: a thread that is no topic takes no messages, and it counts UTF-16 units.
    private func refusal(of call: Call) -> String? {
        if let thread = call.parameters["message_thread_id"]?.integer,
            !state.withLock({ $0.topics.contains(thread) })
        {
            return "Bad Request: message thread not found"
        }
        if let name = call.parameters["name"]?.string, !(1...128).contains(name.utf16.count) {
            return "Bad Request: TOPIC_TITLE_INVALID"
        }
        return nil
    }

    private func response(_ status: Int, _ body: JSON) -> TransportResponse {
        TransportResponse(status: status, body: (try? WireJSON.encode(body)) ?? Data())
    }

    private func result(of call: Call) -> JSON {
        state.withLock { state in
            func message() -> JSON {
                state.nextMessage += 1
                return ["message_id": .integer(state.nextMessage), "date": 1_780_000_000]
            }
            switch call.method {
            case "getUpdates":
                defer { state.updates = [] }
                return .array(state.updates)
            case "getMe": return ["id": 123, "is_bot": true, "first_name": "Support", "username": "example_bot"]
            case "sendMediaGroup":
                guard case .array(let media)? = call.parameters["media"] else { return [] }
                return .array(media.map { _ in message() })
            case "createForumTopic":
                state.nextMessage += 1
                state.topics.insert(state.nextMessage)
                return ["message_thread_id": .integer(state.nextMessage), "name": "topic", "icon_color": 1]
            case "getFile":
                let id = call.parameters["file_id"]?.string ?? ""
                return ["file_id": .string(id), "file_unique_id": .string(id), "file_path": .string("documents/\(id)")]
            case "getWebhookInfo": return ["url": "", "has_custom_certificate": false, "pending_update_count": 0]
            case "answerCallbackQuery", "setMyCommands", "deleteWebhook", "setWebhook": return true
            default: return message()
            }
        }
    }

    private func download(_ request: TransportRequest) throws(TransportError) -> TransportResponse {
        let name = request.url.split(separator: "/").last.map(String.init) ?? ""
        let content: Data? = state.withLock { $0.gone.remove(name) == nil ? $0.files[name] : nil }
        guard let content else { return TransportResponse(status: 404) }
        guard case .file(let path, _, let limit) = request.sink else { throw TransportError(.unexpected) }
        guard content.count <= limit else { throw TransportError(.answerTooLarge) }
        guard FileManager.default.createFile(atPath: path, contents: content) else {
            throw TransportError(.cannotWriteFile)
        }
        return TransportResponse(status: 200)
    }

    /// The parts of a form that are no files.
    private static func form(_ path: String) -> JSON {
        let text = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
        var members: [String: JSON] = [:]
        for part in text.components(separatedBy: "--cabdesk-") where !part.contains("filename=") {
            let pieces = part.components(separatedBy: "\r\n\r\n")
            guard pieces.count == 2, let name = pieces[0].split(separator: "\"").dropFirst().first else { continue }
            let value = pieces[1].components(separatedBy: "\r\n")[0]
            members[String(name)] = (try? WireJSON.decode(JSON.self, from: Data(value.utf8))) ?? .string(value)
        }
        return .object(members)
    }
}

extension TransportRequest.Body {
    fileprivate var isFile: Bool { if case .file = self { true } else { false } }
}
