import ArgumentParser
import HelpdeskDesk

/// `cabdeskd admin audit`.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "What administrators and the staff did, oldest first.")

    @OptionGroup var desk: DeskOptions
    @Option(help: "Only what comes after the entry with this number.") var after: Int64 = 0

    func run() throws {
        try desk.print(desk.open().store.auditRecords(after: after)) { record in
            ["\(record.id)", "\(record.time)", record.actor, record.action, record.target]
        }
    }
}
