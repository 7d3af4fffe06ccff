public import ArgumentParser
public import HelpdeskServer
import Logging

/// Where the log goes, and how it is written.
struct LogOptions: ParsableArguments {
    @Option(help: "A file for the log; without it, the log goes to standard error.", completion: .file())
    var log: String?

    @Option(help: "How the log is written: text, or json for one object a line.")
    var logFormat: ServerLog.Format = .text

    func open() throws -> Logger {
        try ServerLog.open(log, format: logFormat)
    }
}

extension ServerLog.Format: ExpressibleByArgument {}
