import ArgumentParser
import HelpdeskDesk

/// `cabdeskd admin`: services, users, topics, tokens, canned replies and chats, also beside a running server.
struct AdminCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admin",
        abstract: """
            Manage services, users, topics, tokens, invitations, canned replies and chats; export, erase; read the audit log.
            """,
        discussion: "Works beside a running server, which passes every change on within a second or two.",
        subcommands: [
            ServiceCommand.self, UserCommand.self, PersonCommand.self, TopicCommand.self, TokenCommand.self,
            InvitationCommand.self, CannedReplyCommand.self, ChatCommand.self, AuditCommand.self,
        ])
}

/// `cabdeskd admin audit`.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "List what administrators and the staff did, oldest first.")

    @OptionGroup var desk: DeskOptions
    @Option(help: "Only what comes after the entry with this number.") var after: Int64 = 0

    func run() throws {
        try desk.print(desk.open().auditRecords(after: after)) { record in
            ["\(record.id)", "\(record.time)", record.actor, record.action, record.target]
        }
    }
}
