import ArgumentParser
import CommandLineKit
import HelpdeskCore
import HelpdeskModels

struct TelegramCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "telegram",
        abstract: "Link Telegram chats, so that answers reach you there.",
        subcommands: [TelegramLinkCommand.self, TelegramStatusCommand.self, TelegramUnlinkCommand.self])
}

struct TelegramLinkCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Get a one-time code that links a chat to your taxi service.",
        discussion: """
            Prints the address that opens the support bot with the code, and a command to paste there that does the \
            same. Keep the code secret until it is used: the first chat that sends it to the bot is linked. Accept a \
            chat that asks by the name of the service with --accept, or turn it away with --reject.
            """)

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    @Option(help: ArgumentHelp("Accept the asking chat with this id, as printed by status.", valueName: "id"))
    var accept: String?

    @Option(help: ArgumentHelp("Reject the asking chat with this id, as printed by status.", valueName: "id"))
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

struct TelegramStatusCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "List the chats that are linked or ask to be linked.",
        discussion: "One line a chat: id, state, when, name. Staff see the asking chats of all services.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    func execute() async throws {
        let context = try await CommandContext.open(options)
        // Messages that could not be sent have nothing to do with chats.
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

struct TelegramUnlinkCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlink", abstract: "Unlink a chat: it gets no more answers and cannot write any more.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The id of the chat, as printed by status; a Telegram name works if only one chat has it.")
    var chat: String

    func execute() async throws {
        let context = try await CommandContext.open(options)
        let link = try await context.link(chat)
        try await context.engine().endTelegramLink(link.id)
        try await TelegramStatusCommand.print(context, output, options.effectiveLanguage)
    }
}

/// The output of `telegram link --json`.
struct TelegramOfferJSON: Encodable {
    let bot: String
    let link: String
    let command: String
    let expires: Timestamp

    init(_ offer: TelegramLinkOffer) {
        bot = offer.bot
        link = offer.link
        command = offer.command
        expires = offer.expires
    }
}

/// The output of `telegram status --json` and of the commands that change a link.
struct TelegramStatusJSON: Encodable {
    /// Whether the desk runs its support bot.
    let connected: Bool
    /// The support bot's name; nil if the desk has none.
    let bot: String?
    let links: [TelegramLink]

    init(_ snapshot: DeskSnapshot) {
        connected = snapshot.desk?.supportBot?.isConnected ?? false
        bot = snapshot.desk?.supportBot?.username
        links = snapshot.links
    }
}
