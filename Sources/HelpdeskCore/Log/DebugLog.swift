import Foundation
public import HelpdeskModels
public import HelpdeskTransport
import Logging
import Synchronization
import SystemKit

/// The client's debug log: what the program did and how long it took. It is safe to send to strangers.
///
/// It takes events and no texts. An event has no place for anything that people write, for names, secrets or any foreign
/// text.
public struct DebugLog: Sendable {
    /// Logs nothing, and costs nothing.
    public static let off = DebugLog(logger: nil)

    private let logger: Logger?

    private init(logger: Logger?) {
        self.logger = logger
    }

    /// Appends to the file at `path` (mode 0600) and creates it if needed; nil for no log.
    ///
    /// A file of more than `limit` bytes becomes `path.1`, replacing an older one, and a new one is created. Throws
    /// `cannotWriteFile` or `diskFull`. Events that cannot be written later are lost, because a log must not stop the
    /// program.
    public static func open(
        _ path: String?, limit: Int64 = 5 << 20, clock: @escaping @Sendable () -> Timestamp = { .now }
    ) throws(HelpdeskError) -> DebugLog {
        guard let path else { return .off }
        let handler = DebugLogHandler(file: try DebugLogFile(path, limit: limit), clock: clock)
        return DebugLog(logger: Logger(label: "cabdesk") { _ in handler })
    }

    /// Logs each exchange of a transport; nil if nothing is logged.
    public var exchanges: ExchangeLog? {
        guard logger != nil else { return nil }
        return { note(.exchange($0)) }
    }

    public func note(_ event: @autoclosure () -> DebugEvent) {
        logger?.debug("\(event())")
    }
}

/// Writes each message as a line: time, level, process, message.
struct DebugLogHandler: LogHandler {
    let file: DebugLogFile
    let clock: @Sendable () -> Timestamp
    var logLevel = Logger.Level.debug
    var metadata: Logger.Metadata = [:]

    init(file: DebugLogFile, clock: @escaping @Sendable () -> Timestamp) {
        self.file = file
        self.clock = clock
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        // Events should have no control characters; this makes sure that each stays on one line.
        let text = String(
            String.UnicodeScalarView(
                event.message.description.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
        file.append("\(clock()) \(event.level) \(getpid()) \(text)\n")
    }
}

/// The file of the debug log. Several processes may append to it.
final class DebugLogFile: Sendable {
    private let path: String
    private let limit: Int64
    private let file: Mutex<Descriptor>

    /// Throws `cannotWriteFile` (also for what is no ordinary file) or `diskFull`.
    init(_ path: String, limit: Int64) throws(HelpdeskError) {
        self.path = path
        self.limit = limit
        file = Mutex(try Self.open(path))
    }

    func append(_ line: String) {
        var line = line
        file.withLock { file in
            if let status = file.status(), status.st_size >= limit { rotate(&file, status) }
            // A line that cannot be written is lost: there is no other place to report it, and the program must continue.
            // A single call appends it (O_APPEND), so that lines of several processes do not mix.
            _ = line.withUTF8 { file.write(UnsafeRawBufferPointer($0)) }
        }
    }

    private static func open(_ path: String) throws(HelpdeskError) -> Descriptor {
        // O_NONBLOCK, because opening a FIFO would block.
        guard let file = Descriptor(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK) else {
            throw .writing(path)
        }
        guard let status = file.status(), status.st_mode & S_IFMT == S_IFREG else {
            throw HelpdeskError(.cannotWriteFile, subject: path, detail: "not an ordinary file")
        }
        // An existing file may be readable by others.
        guard status.st_mode & 0o077 == 0 || fchmod(file.number, 0o600) == 0 else { throw .writing(path) }
        return file
    }

    /// Switches to a new file, unless another process has created one already.
    private func rotate(_ file: inout Descriptor, _ status: stat) {
        guard flock(file.number, LOCK_EX) == 0 else { return }
        defer { flock(file.number, LOCK_UN) }
        var current = stat()
        if stat(path, &current) == 0, current.st_ino == status.st_ino, current.st_dev == status.st_dev {
            rename(path, path + ".1")
        }
        // On failure the old file goes on growing.
        if let new = try? Self.open(path) { file = new }
    }
}
