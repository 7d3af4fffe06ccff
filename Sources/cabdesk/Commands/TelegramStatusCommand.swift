import ArgumentParser
import HelpdeskCore
import HelpdeskModels

struct TelegramStatusCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "List the chats that are linked, or ask to be.",
        discussion: "One line a chat: id, state, when, name. The staff sees the chats that ask, of all services.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    func execute() async throws {
        let context = try await CommandContext.open(options)
        _ = try await context.sync()
        try await Self.print(context, output, options.effectiveLanguage)
    }

    static func print(_ context: CommandContext, _ output: OutputOptions, _ language: Language) async throws {
        let snapshot = try await context.store.deskSnapshot()
        if output.json {
            try StandardOutput.write(json: TelegramStatusJSON(snapshot))
        } else {
            for link in snapshot.links { try StandardOutput.line(CommandText(language).chat(link)) }
        }
    }
}
