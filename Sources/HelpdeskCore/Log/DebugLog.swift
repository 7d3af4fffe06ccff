public import HelpdeskModels
public import HelpdeskTransport
import Logging

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
