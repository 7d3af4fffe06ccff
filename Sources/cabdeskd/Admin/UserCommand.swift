import ArgumentParser
import HelpdeskDesk
import HelpdeskModels

/// `cabdeskd admin user`.
struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Users: customers of a service, specialists, administrators.",
        subcommands: [Add.self, List.self, Rename.self, Retire.self, Telegram.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Add a user.")
        @OptionGroup var desk: DeskOptions
        @Argument(help: "The id: lower-case Latin letters, digits, hyphens, underscores.") var id: String
        @Argument(help: "The name, as people read it.") var name: String
        @Option(help: "customer, agent (a specialist) or admin.", completion: .list(User.Role.allCases.map(\.rawValue)))
        var role =
            User.Role.customer.rawValue
        @Option(help: "The id of a customer's service.") var service: String?

        func validate() throws {
            guard User.Role(rawValue: role) != nil else {
                throw ValidationError(UsageText.roles.text)
            }
        }

        func run() throws {
            let role = User.Role(rawValue: role) ?? .customer
            let user = User(id: User.ID(id), name: name, role: role, service: service.map { Service.ID($0) })
            try desk.open().addUser(user)
            try desk.print([user]) { "Added the user \($0.id). Make a token with `cabdeskd admin token create`." }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the users.")
        @OptionGroup var desk: DeskOptions

        func run() throws {
            try desk.print(desk.open().users()) { record -> [String] in
                let user = record.user
                let retired = record.retired.map { "retired \($0)" } ?? ""
                return [user.id.rawValue, user.role.rawValue, user.service?.rawValue ?? "-", user.name, retired]
            }
        }
    }

    struct Rename: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a user another name; what was written before keeps the old one.")
        @OptionGroup var desk: DeskOptions
        @Argument(help: "The id.") var id: String
        @Argument(help: "The new name.") var name: String

        func run() throws {
            let helpdesk = try desk.open()
            try helpdesk.renameUser(User.ID(id), to: name)
            try desk.print(helpdesk.users().filter { $0.user.id.rawValue == id }) {
                "The user \($0.user.id) is now “\($0.user.name)”."
            }
        }
    }

    struct Retire: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shut a user out for good; all tokens end, tickets and messages stay.")
        @OptionGroup var desk: DeskOptions
        @Argument(help: "The id.") var id: String

        func run() throws {
            let helpdesk = try desk.open()
            try helpdesk.retireUser(User.ID(id))
            try desk.print(helpdesk.users().filter { $0.user.id.rawValue == id }) {
                "The user \($0.user.id) is retired."
            }
        }
    }

    struct Telegram: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a member of the staff act in Telegram.",
            discussion: "Without a number, takes that away.")
        @OptionGroup var desk: DeskOptions
        @Argument(help: "The id of a specialist or administrator.") var id: String
        @Argument(help: "The number of the person's Telegram account.") var number: Int64?

        private struct Set: Encodable {
            var user: String
            var telegram: Int64?
        }

        func run() throws {
            try desk.open().setTelegram(number, ofAgent: User.ID(id))
            try desk.print([Set(user: id, telegram: number)]) { set in
                set.telegram.map { "\(set.user) acts in Telegram as \($0)." } ?? "\(set.user) does not act in Telegram."
            }
        }
    }
}
