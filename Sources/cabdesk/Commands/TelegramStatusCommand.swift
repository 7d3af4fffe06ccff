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
        // What could not be sent has nothing to do with chats.
        _ = try await context.sync()
        try await Self.print(context, output, options.effectiveLanguage)
    }

    static func print(_ context: CommandContext, _ output: OutputOptions, _ language: Language) async throws {
        let snapshot = try await context.store.deskSnapshot()
        if output.json {
            try StandardOutput.write(json: TelegramStatusJSON(snapshot))
        } else {
            let text = CommandText(language)
            for link in snapshot.links { try StandardOutput.line(text.chat(link)) }
            // Not on standard output, where a script expects chats.
            if snapshot.links.isEmpty {
                let isConnected = snapshot.desk?.supportBot?.isConnected ?? false
                StandardError.sentence(text.noChats(isConnected: isConnected))
            }
        }
    }
}
