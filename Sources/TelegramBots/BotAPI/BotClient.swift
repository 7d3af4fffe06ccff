import Foundation
public import HelpdeskTransport

/// Calls the Bot API over the project's transport: one bot, one token.
///
/// Nothing that it throws or returns holds the token.
public struct BotClient: Sendable {
    public let token: BotToken
    public let server: BotServer
    private let transport: any Transport
    /// Where the bodies of calls with files are put together.
    private let folder: String

    /// - Parameter folder: an existing folder of the bot's own.
    public init(token: BotToken, server: BotServer = .telegram, transport: any Transport, folder: String) {
        self.token = token
        self.server = server
        self.transport = transport
        self.folder = folder
    }

    /// The result of a call.
    ///
    /// - Parameters:
    ///   - paths: of the contents of its files, in their order.
    ///   - patience: in seconds, for calls without files.
    public func result<Result: Decodable & Sendable>(
        of call: BotCall, paths: [String] = [], as type: Result.Type = Result.self, patience: Int = 30
    ) async throws(BotError) -> Result {
        let body = try await answer(to: call, paths, patience: patience)
        guard let answer = try? BotJSON.decode(BotAnswer<Result>.self, from: body), let result = answer.result else {
            throw BotError(.badAnswer, detail: "the result of \(call.method.rawValue) cannot be read")
        }
        return result
    }

    /// Fetches a file of at most `limit` bytes into a file at `path`.
    public func download(_ file: BotFile, to path: String, limit: Int64) async throws(BotError) {
        guard let remote = file.filePath else { throw BotError(.badAnswer, detail: "no path of the file") }
        let safe = remote.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? ""
        let request = TransportRequest(
            .get, url: "\(server.files)/bot\(token.secret)/\(safe)", sink: .file(path: path, offset: 0, limit: limit),
            patience: .whileDataMoves)
        let response: TransportResponse
        do throws(TransportError) {
            response = try await transport.send(request)
        } catch {
            throw error.code == .answerTooLarge
                ? BotError(.tooLarge, detail: "a file of more than \(limit) bytes") : BotError(error, token: token)
        }
        guard response.status == 200 else {
            throw BotError(
                response.status == 404 ? .refused : .serverFailed, code: response.status, detail: "file not served")
        }
    }

    /// The body of a successful answer.
    private func answer(to call: BotCall, _ paths: [String], patience: Int) async throws(BotError) -> Data {
        var request = TransportRequest(
            .post, url: "\(server.api)/bot\(token.secret)/\(call.method.rawValue)", sink: .memory(limit: 8 << 20),
            patience: .total(patience))
        request.isRepeatable = !call.method.addsSomething
        var form: MultipartForm?
        defer { form?.remove() }
        if call.files.isEmpty {
            guard let body = try? BotJSON.text(call.parameters) else {
                throw BotError(.refused, detail: "the parameters cannot be written")
            }
            request.headers = [TransportRequest.Header("content-type", "application/json")]
            request.body = .data(Data(body.utf8))
        } else {
            let written = try MultipartForm(call, paths: paths, in: folder)
            form = written
            request.headers = [TransportRequest.Header("content-type", written.contentType)]
            request.body = .file(path: written.path, offset: 0, length: written.size)
            request.patience = .whileDataMoves
        }
        let response = try await exchange(request)
        guard let answer = try? BotJSON.decode(BotAnswer<JSON>.self, from: response.body) else {
            // Another answer comes from something in between, which may have passed the call on.
            throw BotError(.unknownOutcome, code: response.status, detail: "no answer of the Bot API")
        }
        guard answer.ok else { throw BotError(answer, status: response.status, token: token) }
        return response.body
    }

    private func exchange(_ request: TransportRequest) async throws(BotError) -> TransportResponse {
        do throws(TransportError) {
            return try await transport.send(request)
        } catch {
            throw BotError(error, token: token)
        }
    }
}

/// Where the Bot API is: Telegram's own, or a local Bot API server ("Using a Local Bot API Server").
public struct BotServer: Sendable, Hashable {
    /// Without a slash at the end; calls go to `API/botTOKEN/METHOD`.
    public var api: String
    /// Without a slash at the end; files are at `FILES/botTOKEN/PATH`.
    public var files: String
    /// Whether it is a local one, which has other limits: files of up to 2 GB both ways.
    public var isLocal: Bool

    public static let telegram = BotServer(
        api: "https://api.telegram.org", files: "https://api.telegram.org/file")

    public init(api: String, files: String? = nil, isLocal: Bool = false) {
        func plain(_ address: String) -> String { address.hasSuffix("/") ? String(address.dropLast()) : address }
        self.api = plain(api)
        self.files = plain(files ?? plain(api) + "/file")
        self.isLocal = isLocal
    }

    /// The largest file that a bot may fetch, in bytes (Bot API, getFile).
    public var downloadLimit: Int64 { isLocal ? 2_000 << 20 : 20 << 20 }
    /// The largest file that a bot may send, in bytes (Bot API, "Sending files").
    public var uploadLimit: Int64 { isLocal ? 2_000 << 20 : 50 << 20 }
    /// The largest picture that a bot may send as a photo, in bytes.
    public static let photoLimit: Int64 = 10 << 20
}

/// The envelope of every answer of the Bot API ("Making requests").
struct BotAnswer<Result: Decodable & Sendable>: Decodable, Sendable {
    struct Parameters: Decodable, Sendable {
        var migrateToChatId: Int64?
        var retryAfter: Int?
    }

    var ok: Bool
    var result: Result?
    var errorCode: Int?
    var description: String?
    var parameters: Parameters?
}
