import ArgumentParser
import HelpdeskCore
import HelpdeskModels

struct ReplyCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "reply",
        abstract: "Reply to a ticket; the text is read from standard input.",
        discussion: """
            If the backend cannot be reached, the reply is queued and goes out with the next sync: exit code 0, and \
            with --json "delivery":"queued".
            """)

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The number of the ticket, or its id while it has no number.")
    var ticket: TicketReference

    @Option(name: .customLong("attach"), help: "A file to attach; may be repeated.", completion: .file())
    var files: [String] = []

    @Flag(name: .customLong("internal"), help: "Write a note that only specialists see; only for specialists.")
    var isInternal = false

    @Option(
        help: "Send this canned reply, filled in for the ticket, instead of a text from standard input.",
        completion: .custom(Completions.cannedReplies))
    var canned: String?

    func execute() async throws {
        let context = try await CommandContext.open(options)
        try context.refuseRepeated(files, options.effectiveLanguage)
        let ticket = try await context.ticket(ticket)
        let desk = try await context.store.deskSnapshot()
        // Refused before anything is read; never sent as an ordinary reply.
        if isInternal, desk.me?.user.role.isStaff != true { throw HelpdeskError(.forbidden) }
        let limits = desk.limits
        let text =
            if let canned {
                try await context.cannedText(canned, for: ticket)
            } else {
                try TextInput.read(limit: limits.textLength, language: options.effectiveLanguage)
            }
        let draft = Draft(kind: isInternal ? .note(ticket) : .reply(ticket), text: text)
        try await context.asksForAttachment(draft, files: files, options.effectiveLanguage)
        let message = try await context.queue(draft, files: files) { draft async throws(HelpdeskError) in
            try await context.store.queueReply(draft, origin: .cli)
        }
        let outcome = try await context.send { () async throws(HelpdeskError) in
            try await context.standing(ofMessageIn: ticket) { $0.messages.first { $0.id == message } }
        }
        try await CommandResult(ticket: ticket, message: message, outcome: outcome)
            .print(context, output, options.effectiveLanguage)
    }
}
