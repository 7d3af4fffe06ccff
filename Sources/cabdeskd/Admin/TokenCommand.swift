import ArgumentParser
import HelpdeskDesk
import HelpdeskModels

/// `cabdeskd admin token`.
struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "The secrets that users sign in with.",
        subcommands: [Create.self, List.self, Revoke.self])

    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a token; it is printed now and never again.")
        @OptionGroup var desk: DeskOptions
        @Argument(help: "The id of the user.") var user: String
        @Option(help: "What it is for, for example a device.") var label: String = ""
        @Option(help: "The number of days after which it expires; without this it does not expire.") var days: Int?

        private struct Created: Encodable {
            var id: Int64
            var user: String
            var token: String
        }

        func validate() throws {
            guard 1...36_500 ~= days ?? 1 else { throw ValidationError(UsageText.tokenDays.text) }
        }

        func run() throws {
            let expires = days.map { Timestamp.now.adding(seconds: Double($0) * 86_400) }
            let (token, id) = try desk.open().createToken(for: User.ID(user), label: label, expires: expires)
            try desk.print([Created(id: id, user: user, token: token.text)]) { $0.token }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the tokens, without their secrets.")
        @OptionGroup var desk: DeskOptions
        @Option(help: "Only those of this user.") var user: String?

        func run() throws {
            try desk.print(desk.open().tokens(of: user.map { User.ID($0) })) { token -> [String] in
                let state = token.revoked.map { "revoked \($0)" } ?? token.used.map { "used \($0)" } ?? "never used"
                let end = token.expires.map { ", ends \($0)" } ?? ""
                return ["\(token.id)", token.user.rawValue, token.label, state + end]
            }
        }
    }

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Revoke a token at once, and unlink the Telegram chats that were linked with it.")
        @OptionGroup var desk: DeskOptions
        @Argument(help: "The number of the token, as list prints it.") var id: Int64

        func run() throws {
            let helpdesk = try desk.open()
            try helpdesk.revokeToken(id)
            try desk.print(helpdesk.tokens().filter { $0.id == id }) { "The token \($0.id) is revoked." }
        }
    }
}
