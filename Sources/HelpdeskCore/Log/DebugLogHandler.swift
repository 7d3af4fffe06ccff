import Foundation
import HelpdeskModels
import Logging

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
