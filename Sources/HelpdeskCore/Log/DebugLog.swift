import Foundation
public import HelpdeskModels
public import HelpdeskTransport
import Logging
import Synchronization
import SystemKit

/// The client's debug log, which one can send to strangers: what the program did and how long it took.
///
/// It takes events and not texts, and an event has no place for anything that somebody wrote, is called or keeps secret,
/// nor for anything that comes from outside as text.
public struct DebugLog: Sendable {
    /// Notes nothing, and costs nothing.
    public static let off = DebugLog(logger: nil)

    private let logger: Logger?

    private init(logger: Logger?) {
        self.logger = logger
    }

    /// Appends to the file at `path` (mode 0600), which is made if missing; nil for none.
    ///
    /// A file of more than `limit` bytes becomes `path.1`, in the place of an older one, and a new one is begun.
    /// Throws `cannotWriteFile` or `diskFull`. What cannot be written later is lost: a log must not stop the program.
    public static func open(
        _ path: String?, limit: Int64 = 5 << 20, clock: @escaping @Sendable () -> Timestamp = { .now }
    ) throws(HelpdeskError) -> DebugLog {
        guard let path else { return .off }
        let handler = DebugLogHandler(file: try DebugLogFile(path, limit: limit), clock: clock)
        return DebugLog(logger: Logger(label: "cabdesk") { _ in handler })
    }

    /// Notes each exchange of a transport; nil where nothing is noted.
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
        // Events have no control characters; that a line is one is not left to them.
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
            // Lost if it cannot be written: there is no other place to say so, and the program shall go on.
            // One call, at the end of the file (O_APPEND): lines of several processes do not mix.
            _ = line.withUTF8 { file.write(UnsafeRawBufferPointer($0)) }
        }
    }

    private static func open(_ path: String) throws(HelpdeskError) -> Descriptor {
        // Not waiting: opening a FIFO would.
        guard let file = Descriptor(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK) else {
            throw .writing(path)
        }
        guard let status = file.status(), status.st_mode & S_IFMT == S_IFREG else {
            throw HelpdeskError(.cannotWriteFile, subject: path, detail: "not an ordinary file")
        }
        // It may have been there before, for others to read.
        guard status.st_mode & 0o077 == 0 || fchmod(file.number, 0o600) == 0 else { throw .writing(path) }
        return file
    }

    /// Goes over to a new file, unless another process has made one already.
    private func rotate(_ file: inout Descriptor, _ status: stat) {
        guard flock(file.number, LOCK_EX) == 0 else { return }
        defer { flock(file.number, LOCK_UN) }
        var current = stat()
        if stat(path, &current) == 0, current.st_ino == status.st_ino, current.st_dev == status.st_dev {
            rename(path, path + ".1")
        }
        // Else the old file grows on.
        if let new = try? Self.open(path) { file = new }
    }
}
