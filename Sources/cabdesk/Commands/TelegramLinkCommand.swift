import ArgumentParser
import HelpdeskCore
import HelpdeskModels

struct TelegramLinkCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Get a one-time code that links a chat to your taxi service.",
        discussion: """
            Prints the address that opens the support bot with the code, and the same as a command to paste there. \
            The code is a secret until it is used: whoever sends it to the bot first is linked. Chats that ask by the \
            name of the service are accepted with --accept or turned away with --reject.
            """)

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    @Option(help: ArgumentHelp("Accept the chat that asks, by its id as status prints it.", valueName: "id"))
    var accept: String?

    @Option(help: ArgumentHelp("Turn the chat away that asks, by its id as status prints it.", valueName: "id"))
    var reject: String?

    func validate() throws {
        guard accept == nil || reject == nil else {
            throw ValidationError(CommandText(options.effectiveLanguage).acceptOrReject)
        }
    }

    func execute() async throws {
        let context = try await CommandContext.open(options)
        if let id = accept ?? reject {
            let link = try await context.link(id)
            let engine = try context.engine()
            try await engine.changeTelegramLink(
                link.id, TelegramLinkChange(state: accept == nil ? .rejected : .linked))
            try await TelegramStatusCommand.print(context, output, options.effectiveLanguage)
            return
        }
        let offer = try await context.engine().offerTelegramLink()
        if output.json {
            try StandardOutput.write(json: TelegramOfferJSON(offer))
        } else {
            try StandardOutput.line(offer.link)
            try StandardOutput.line(offer.command)
            StandardError.sentence(CommandText(options.effectiveLanguage).codeExpires(offer.expires))
        }
    }
}
