import Foundation
import HelpdeskModels
import Logging

/// Writes log events as lines: time, level, message.
struct LineLogHandler: LogHandler {
    let output: FileHandle
    var logLevel: Logger.Level = .info
    var metadata: Logger.Metadata = [:]

    init(output: FileHandle) {
        self.output = output
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let text = String(
            String.UnicodeScalarView(
                event.message.description.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
        // A log that cannot be written must not stop the server.
        try? output.write(contentsOf: Data("\(Timestamp.now) \(event.level) \(text)\n".utf8))
    }
}
