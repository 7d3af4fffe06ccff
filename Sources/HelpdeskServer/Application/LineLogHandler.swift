import Foundation
import Logging

/// Writes log events as lines.
struct LineLogHandler: LogHandler {
    let output: FileHandle
    let format: ServerLog.Format
    var logLevel: Logger.Level = .info
    var metadata: Logger.Metadata = [:]

    init(output: FileHandle, format: ServerLog.Format) {
        self.output = output
        self.format = format
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let line = LogLine(event, metadata: metadata)
        // A log that cannot be written must not stop the server.
        try? output.write(contentsOf: Data((line.text(as: format) + "\n").utf8))
    }
}
