import ArgumentParser
import CabdeskUI
import CommandLineKit
import HelpdeskCore
import HelpdeskModels
import TerminalKit

struct AssignCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Say who takes care of a ticket; for specialists.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The number of the ticket, or its id while it has no number.")
    var ticket: TicketReference

    @Argument(help: "A specialist's id or name, \"me\", or \"nobody\" (default: me).")
    var agent = "me"

    func execute() async throws {
        let context = try await CommandContext.open(options)
        let desk = try await context.specialistsDesk()
        let id: User.ID? =
            switch agent {
            case "nobody": nil
            case "me": desk.me?.user.id
            default: try named(agent, among: desk.agents)
            }
        let ticket = try await context.ticket(ticket)
        try await context.store.queueAssignment(id, ticket: ticket)
        try await context.report(changeOf: ticket, .assigned, output, options.effectiveLanguage)
    }

    private func named(_ text: String, among agents: [Author]) throws(HelpdeskError) -> User.ID {
        let wanted = Folding.fold(text)
        let found = agents.filter { $0.id.rawValue == text || Folding.fold($0.name) == wanted }
        guard let agent = found.first, found.count == 1 else {
            throw HelpdeskError(.invalid, violations: [Violation(field: "assignee", code: .unknown)])
        }
        return agent.id
    }
}

struct MoveCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Move a ticket to another topic; for specialists.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The number of the ticket, or its id while it has no number.")
    var ticket: TicketReference

    @Argument(
        help: "The id of the topic; `cabdesk topics` lists them.", completion: .custom(Completions.topics),
        transform: { Topic.ID($0) })
    var topic: Topic.ID

    func execute() async throws {
        let context = try await CommandContext.open(options)
        let desk = try await context.specialistsDesk()
        guard desk.topics.contains(where: { $0.id == topic && !$0.isRetired }) else {
            throw HelpdeskError(.invalid, violations: [Violation(field: "topic", code: .unknown)])
        }
        let ticket = try await context.ticket(ticket)
        try await context.store.queueMove(topic, ticket: ticket)
        try await context.report(changeOf: ticket, .moved, output, options.effectiveLanguage)
    }
}

struct RateCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "rate", abstract: "Rate the help with a resolved ticket, 1 (poor) to 5 (excellent); for customers."
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The number of the ticket.")
    var ticket: TicketReference

    @Argument(help: "1 (poor) to 5 (excellent).")
    var score: Int

    @Option(help: "A word about it.")
    var comment = ""

    func validate() throws {
        guard Rating.range.contains(score) else { throw ValidationError("The score is 1 to 5.") }
    }

    func execute() async throws {
        let context = try await CommandContext.open(options)
        let desk = try await context.store.deskSnapshot()
        if desk.me?.user.role.isStaff == true { throw HelpdeskError(.forbidden) }
        let ticket = try await context.ticket(ticket)
        // Refused before it is queued: the desk would refuse it for good.
        guard try await context.store.rows([ticket]).first?.status == .resolved else {
            StandardError.sentence(Strings(language: options.effectiveLanguage)[.rateWhenResolved])
            throw ExitCode.failure
        }
        try await context.store.queueRating(Rating(score: score, comment: comment), ticket: ticket)
        let outcome = try await context.send { () async throws(HelpdeskError) in
            guard let conversation = try await context.store.conversation(ticket) else { return .missing }
            return conversation.pendingRating.map { .waiting($0.delivery) } ?? .received
        }
        try await CommandResult(ticket: ticket, outcome: outcome).print(context, output, options.effectiveLanguage)
    }
}

struct TopicsCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "topics",
        abstract: "List the topics, with what each recommends and asks for.",
        discussion: "Reads what was last synced, so it works offline.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    func execute() async throws {
        let context = try await CommandContext.open(options)
        try await context.syncIfNever()
        let topics = try await context.store.deskSnapshot().topics.filter { !$0.isRetired }
        if output.json {
            try StandardOutput.write(json: TopicListJSON(topics: topics))
        } else {
            try StandardOutput.write(topics.map { text(of: $0) }.joined(separator: "\n"))
        }
    }

    /// The id and the title, then the recommendation and the fields, indented.
    private func text(of topic: Topic) -> String {
        let language = options.effectiveLanguage
        let fields = topic.fields.map { field in
            "--field \(field.key)=…  \(field.label[language])\(field.isRequired ? " *" : "")"
        }
        let details = topic.recommendation[language].split(separator: "\n").map(String.init) + fields
        return (["\(topic.id.rawValue)  \(topic.title[language])"] + details.map { "    \($0)" })
            .map { Sanitizer.visible($0) + "\n" }.joined()
    }
}

/// The document of `topics --json`: the topics as the API has them.
private struct TopicListJSON: Encodable {
    let topics: [Topic]
}

extension CommandContext {
    /// The desk as it was last synced, for a specialist. Throws `forbidden` for customers.
    func specialistsDesk() async throws(HelpdeskError) -> DeskSnapshot {
        let desk = try await store.deskSnapshot()
        guard desk.me?.user.role.isStaff == true else { throw HelpdeskError(.forbidden) }
        return desk
    }

    /// Tries to send a change of the ticket that was queued, and prints the outcome.
    func report(
        changeOf ticket: Ticket.ID, _ kind: NewEvent.Kind, _ output: OutputOptions, _ language: Language
    ) async throws {
        let outcome = try await send { () async throws(HelpdeskError) in
            // A change that the backend has, or that changed nothing, is no longer among those that wait.
            guard let conversation = try await store.conversation(ticket) else { return .missing }
            return conversation.transitions.last { $0.kind == kind }.map { .waiting($0.delivery) } ?? .received
        }
        try await CommandResult(ticket: ticket, outcome: outcome).print(self, output, language)
    }
}
