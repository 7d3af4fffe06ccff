import Foundation
import HelpdeskDesk
import HelpdeskModels
public import Logging
import Synchronization

/// The server's log: one line an event, to standard error or to a file.
public final class ServerLog: Sendable {
    /// How a line is written.
    public enum Format: String, CaseIterable, Sendable {
        /// Time, level, message, `key=value`.
        case text
        /// An object (RFC 8259) with `time`, `level`, `message`, and for a request `method`, `route`, `status`,
        /// `milliseconds`, `request`.
        case json
    }

    private struct State {
        var output: FileHandle
        var level = Logger.Level.info
    }

    private let path: String?
    private let format: Format
    private let state: Mutex<State>

    /// Appends to the file at `path`, or writes to standard error. Throws ``ServerFailure``.
    public init(_ path: String?, format: Format = .text) throws {
        self.path = path
        self.format = format
        state = Mutex(State(output: try Self.open(path)))
    }

    private static func open(_ path: String?) throws -> FileHandle {
        guard let path else { return .standardError }
        let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw ServerFailure("The log \(path) cannot be written: \(String(cString: strerror(errno))).")
        }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    /// A logger that writes here.
    public var logger: Logger { Logger(label: "cabdeskd") { _ in LineLogHandler(log: self) } }

    /// The least that is written, by all loggers that were not given a level of their own.
    public var level: Logger.Level {
        get { state.withLock { $0.level } }
        set { state.withLock { $0.level = newValue } }
    }

    /// Goes on in the file that the path names now, as logrotate(8) expects. Throws ``ServerFailure``; the file that is open
    /// stays then.
    public func reopen() throws {
        let output = try Self.open(path)
        state.withLock { $0.output = output }
    }

    fileprivate func write(_ line: LogLine) {
        let text = Data((line.text(as: format) + "\n").utf8)
        // A log that cannot be written must not stop the server.
        try? state.withLock { $0.output }.write(contentsOf: text)
    }
}

/// Writes log events as lines.
struct LineLogHandler: LogHandler {
    let log: ServerLog
    private var ownLevel: Logger.Level?
    var metadata: Logger.Metadata = [:]

    init(log: ServerLog) {
        self.log = log
    }

    var logLevel: Logger.Level {
        get { ownLevel ?? log.level }
        set { ownLevel = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        log.write(LogLine(event, metadata: metadata))
    }
}

/// A line of the log: an event, or a request with its answer.
///
/// Only the fields below are written of an event's metadata: a library may attach what a client sent.
struct LogLine: Encodable {
    var time = Timestamp.now
    var level: String
    var message: String
    var method: String?
    /// As the OpenAPI document names it, never the path of the request.
    var route: String?
    /// The HTTP status code.
    var status: Int?
    /// Until the answer began, including the wait of a long poll.
    var milliseconds: Int?
    /// Tells the lines of one request from those of others.
    var request: String?

    /// The names of the fields in metadata.
    enum Field: String {
        case method, route, status, milliseconds
        /// Hummingbird's name for it.
        case request = "hb.request.id"
    }

    /// `metadata` is the logger's own; the event's takes precedence.
    init(_ event: LogEvent, metadata: Logger.Metadata) {
        level = event.level.rawValue
        message = Self.onOneLine(event.message.description)
        func value(_ field: Field) -> String? {
            (event.metadata?[field.rawValue] ?? metadata[field.rawValue])?.description
        }
        method = value(.method)
        route = value(.route)
        status = value(.status).flatMap { Int($0) }
        milliseconds = value(.milliseconds).flatMap { Int($0) }
        request = value(.request)
    }

    private static func onOneLine(_ text: String) -> String {
        func isControl(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.generalCategory == .control }
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? " " : $0 }))
    }

    func text(as format: ServerLog.Format) -> String {
        switch format {
        case .json:
            // Texts and numbers can always be written.
            return (try? WireJSON.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        case .text:
            // The message of a request says method, route and status.
            let fields = [milliseconds.map { "milliseconds=\($0)" }, request.map { "request=\($0)" }]
            return (["\(time)", level, message] + fields.compactMap(\.self)).joined(separator: " ")
        }
    }
}
