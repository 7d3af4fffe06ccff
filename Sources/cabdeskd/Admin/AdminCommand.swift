import ArgumentParser

/// `cabdeskd admin`: services, users, topics, tokens and chats, also beside a running server.
struct AdminCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admin",
        abstract: "Manage services, users, topics, tokens, invitations and Telegram chats; read the audit log.",
        discussion: "Works beside a running server, which passes every change on within a second or two.",
        subcommands: [
            ServiceCommand.self, UserCommand.self, TopicCommand.self, TokenCommand.self, InvitationCommand.self,
            ChatCommand.self, AuditCommand.self,
        ])
}
