import ArgumentParser

struct TelegramCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "telegram",
        abstract: "Link Telegram chats, so that answers find you there.",
        subcommands: [TelegramLinkCommand.self, TelegramStatusCommand.self, TelegramUnlinkCommand.self])
}
