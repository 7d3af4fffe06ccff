import ArgumentParser
import HelpdeskModels
import HelpdeskServer

/// `cabdeskd admin chat`.
struct ChatCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chat", abstract: "Telegram chats that are linked to services, or ask to be.",
        subcommands: [List.self, Unlink.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the chats.")
        @OptionGroup var desk: DeskOptions
        @Option(help: "Only those of this service.") var service: String?

        func run() throws {
            try desk.print(desk.open().store.links(of: service.map { Service.ID($0) })) { link in
                "\(link.id)\t\(link.service)\t\(link.state.rawValue)\t\(link.linked ?? link.created)"
            }
        }
    }

    struct Unlink: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Unlink a chat, or turn away one that asks; it is told.")
        @OptionGroup var desk: DeskOptions
        @Argument(help: "The id, as list prints it.") var id: String

        func run() throws {
            guard let id = TelegramLink.ID(id) else { throw ValidationError("An id is a UUID, as list prints it.") }
            try desk.print([desk.open().store.endLink(id)]) { "The chat \($0.id) is unlinked." }
        }
    }
}
