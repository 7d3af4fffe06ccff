import ArgumentParser
import CabdeskUI
import CommandLineKit
import HelpdeskCore

struct SyncCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Send what is queued and receive what is new.",
        discussion: "Exit code 1 if something could not be sent: it stays queued, and the reason is on standard error.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    func execute() async throws {
        let context = try await CommandContext.open(options)
        // A sync does not try these again, so the report of the engine does not know them.
        let earlier = try await context.store.parkedErrors()
        var report = try await context.sync()
        report.failed += earlier.count
        report.errors += earlier
        if output.json {
            try StandardOutput.write(json: SyncJSON(report))
        } else {
            try StandardOutput.line(CommandText(options.effectiveLanguage).synced(report))
        }
        if report.setAside > 0 {
            StandardError.sentence(Strings(language: options.effectiveLanguage)[.changesSetAside(report.setAside)])
        }
        for error in report.errors {
            StandardError.sentence(error.sentence(in: options.effectiveLanguage))
        }
        if report.failed > 0 { throw ExitCode.failure }
    }
}

/// The output of `sync --json`.
struct SyncJSON: Encodable {
    let sent: Int
    let failed: Int
    let received: Int
    let setAside: Int
    let errors: [ErrorJSON]

    init(_ report: SyncReport) {
        sent = report.sent
        failed = report.failed
        received = report.received
        setAside = report.setAside
        errors = report.errors.map(ErrorJSON.init)
    }
}
