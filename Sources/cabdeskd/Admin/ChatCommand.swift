import ArgumentParser
import HelpdeskDesk
import HelpdeskModels

/// `cabdeskd admin chat`.
struct ChatCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chat", abstract: "Telegram chats that are linked to services, or ask to be.",
        subcommands: [List.self, Accept.self, Unlink.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the chats.")
        @OptionGroup var desk: DeskOptions
        @Option(help: "Only those of this service.") var service: String?

        func run() throws {
            try desk.print(desk.open().links(of: service.map { Service.ID($0) })) { link -> [String] in
                let name = link.chatName + (link.username.map { " (@\($0))" } ?? "")
                let claim = link.claimedName.map { ["asks as “\($0)”"] } ?? []
                let time = "\(link.linked ?? link.created)"
                return [link.id.description, link.service.rawValue, link.state.rawValue, time, name] + claim
            }
        }
    }

    struct Accept: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Link a chat that asks to be linked to a service; it gets a message.")
        @OptionGroup var desk: DeskOptions
        @Argument(help: "The id, as list prints it.") var id: String

        func run() throws {
            try desk.print([desk.open().acceptLink(ChatCommand.id(id))]) {
                "The chat \($0.id) is linked to the service \($0.service)."
            }
        }
    }

    struct Unlink: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Unlink a chat, or refuse one that asks to be linked; it gets a message.")
        @OptionGroup var desk: DeskOptions
        @Argument(help: "The id, as list prints it.") var id: String

        func run() throws {
            try desk.print([desk.open().endLink(ChatCommand.id(id))]) { "The chat \($0.id) is unlinked." }
        }
    }

    private static func id(_ text: String) throws -> TelegramLink.ID {
        guard let id = TelegramLink.ID(text) else { throw ValidationError(UsageText.chatID.text) }
        return id
    }
}
