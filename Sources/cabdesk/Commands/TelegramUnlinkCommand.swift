import ArgumentParser
import HelpdeskCore
import HelpdeskModels

struct TelegramUnlinkCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlink", abstract: "Unlink a chat: it gets no more answers and cannot write any more.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The id of the chat, as status prints it; the name in Telegram will do where only one has it.")
    var chat: String

    func execute() async throws {
        let context = try await CommandContext.open(options)
        let link = try await context.link(chat)
        try await context.engine().endTelegramLink(link.id)
        try await TelegramStatusCommand.print(context, output, options.effectiveLanguage)
    }
}
