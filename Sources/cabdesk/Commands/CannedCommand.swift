import ArgumentParser
import CabdeskUI
import CommandLineKit
import HelpdeskCore
import HelpdeskModels
import TerminalKit

struct CannedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "canned",
        abstract: "List canned replies: the desk's, and your own; for specialists.",
        discussion: """
            Reads what was last synced, so it works offline. `cabdesk reply NUMBER --canned NAME` sends one. What is filled \
            in then: {customer} {ticket} {topic} {specialist} {service}.
            """,
        subcommands: [CannedListCommand.self, CannedAddCommand.self, CannedRemoveCommand.self],
        defaultSubcommand: CannedListCommand.self)
}

struct CannedListCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List canned replies, by name.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    func execute() async throws {
        let context = try await CommandContext.open(options)
        let replies = try await context.cannedReplies().map(\.reply)
        if output.json {
            try StandardOutput.write(json: CannedListJSON(replies: replies))
        } else {
            try StandardOutput.write(replies.map { text(of: $0) }.joined(separator: "\n"))
        }
    }

    /// The name and whose it is, then the text, indented.
    private func text(of reply: CannedReply) -> String {
        let language = options.effectiveLanguage
        let owner = Strings(language: language)[.cannedReplyOwner(isOwn: reply.owner != nil)]
        let lines = reply.text[language].split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
        return (["\(reply.name)  (\(owner))"] + lines).map { Sanitizer.visible($0) + "\n" }.joined()
    }
}

struct CannedAddCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Keep a text from standard input as a canned reply.",
        discussion: """
            The text is in the language of --language; one that has the name already gets it as its text in that \
            language. Offline it is queued and goes out with the next sync.
            """)

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The name by which it is found.")
    var name: String

    @Flag(help: "One of the desk's, for all specialists, rather than your own.")
    var desk = false

    func execute() async throws {
        let context = try await CommandContext.open(options)
        let known = try await context.cannedReplies().first { stored in
            (stored.reply.owner == nil) == desk && stored.reply.isNamed(name)
        }
        let language = options.effectiveLanguage
        let limit = try await context.store.deskSnapshot().limits.textLength
        let text = try TextInput.read(limit: limit, language: language)
        var new = NewCannedReply(name: name, text: known?.reply.text ?? LocalizedText([:]), isOwn: !desk)
        new.text.texts[language] = text
        let id = try await context.store.queueCannedReply(new, replacing: known?.id)
        let outcome = try await context.send { () async throws(HelpdeskError) in
            guard let stored = try await context.store.deskSnapshot().cannedReplies.first(where: { $0.id == id }) else {
                return .missing
            }
            if let refusal = stored.refusal { return .waiting(.failed(refusal)) }
            return stored.isUnsent ? .waiting(.queued) : .received
        }
        try outcome.print(id, output, language)
    }
}

struct CannedRemoveCommand: DeskCommand {
    static let configuration = CommandConfiguration(commandName: "remove", abstract: "Delete a canned reply.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "Its name.", completion: .custom(Completions.cannedReplies))
    var name: String

    @Flag(help: "One of the desk's, for all specialists, rather than your own.")
    var desk = false

    func execute() async throws {
        let context = try await CommandContext.open(options)
        let replies = try await context.cannedReplies()
        guard let id = replies.first(where: { ($0.reply.owner == nil) == desk && $0.reply.name == name })?.id else {
            throw HelpdeskError(.notFound, subject: name)
        }
        try await context.store.queueCannedReplyRemoval(id)
        let outcome = try await context.send { () async throws(HelpdeskError) in
            try await context.store.isRemovalWaiting(id) ? .waiting(.queued) : .received
        }
        try outcome.print(id, output, options.effectiveLanguage)
    }
}

extension CommandContext {
    /// The canned replies as they were last synced. Throws `forbidden` for customers, and `ExitCode.failure` where the
    /// desk keeps none.
    func cannedReplies() async throws -> [StoredCannedReply] {
        try await syncIfNever()
        let desk = try await specialistsDesk()
        guard desk.desk?.cannedReplyCount != nil, try backend().capabilities.cannedReplies else {
            StandardError.sentence(Strings(language: language)[.notOfferedHere])
            throw ExitCode.failure
        }
        return desk.cannedReplies
    }

    /// The text of the canned reply with this name, filled in for the ticket. Throws `notFound`, and as `cannedReplies`.
    func cannedText(_ name: String, for ticket: Ticket.ID) async throws -> String {
        let replies = try await cannedReplies()
        let desk = try await store.deskSnapshot()
        guard let row = try await store.rows([ticket]).first,
            let found = replies.first(where: { $0.reply.name == name })
                ?? replies.first(where: { $0.reply.isNamed(name) })
        else { throw HelpdeskError(.notFound, subject: name) }
        return CannedReplyContext(
            row, specialist: desk.me?.user, topics: desk.topics, services: desk.services, language: language
        ).fill(found.reply.text[language])
    }
}

/// The output of `canned list --json`: the replies as the API has them.
private struct CannedListJSON: Encodable {
    let replies: [CannedReply]
}

/// The output of `canned add --json` and `canned remove --json`.
private struct CannedResult: Encodable {
    let reply: CannedReply.ID
    let delivery: String
}

extension Outcome {
    fileprivate func print(_ reply: CannedReply.ID, _ output: OutputOptions, _ language: Language) throws {
        if output.json { try StandardOutput.write(json: CannedResult(reply: reply, delivery: name)) }
        try report(in: language)
    }
}
