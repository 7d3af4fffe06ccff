import ArgumentParser
import DeskStorage
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
            AdoptKeyCommand.self, ResyncCommand.self,
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

/// `cabdeskd admin resync`.
struct ResyncCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resync", abstract: "Let all clients synchronise from the beginning.",
        discussion: """
            After the database was restored to an earlier time by its own tools, or a standby that lacked the last commits took \
            over: clients may have what the desk has not. `cabdeskd restore` does it by itself.
            """)

    @OptionGroup var desk: DeskOptions

    func run() throws {
        try desk.open().becomeAnotherInstance()
        try desk.print(["resync"]) { _ in "All clients synchronise from the beginning." }
    }
}

/// `cabdeskd admin adopt-key`.
struct AdoptKeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt-key", abstract: "Make this server's key the one of the desk, after the old one was lost.",
        discussion: """
            Tokens, codes and links that were made with the old key are not valid any more: everybody has to be invited \
            anew. Servers with the old key do not start any more; stop those that run.
            """)

    @OptionGroup var desk: DeskOptions

    func run() throws {
        let fingerprint = try DataDirectory.adoptKeys(desk.storage())
        try desk.print([fingerprint]) { "The key with the fingerprint \($0) is that of the desk from now on." }
    }
}
