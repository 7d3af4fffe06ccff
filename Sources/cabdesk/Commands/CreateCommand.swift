import ArgumentParser
import CabdeskUI
import CommandLineKit
import HelpdeskCore
import HelpdeskModels
import SystemKit

struct CreateCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "File a ticket; its text is read from standard input.",
        discussion: """
            If the backend cannot be reached, the ticket is queued and goes out with the next sync: exit code 0, and \
            with --json "delivery":"queued".
            """)

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    @Option(
        help: "The id of the topic, for example \"other\".", completion: .custom(Completions.topics),
        transform: { Topic.ID($0) })
    var topic: Topic.ID

    @Option(help: "The subject (default: the first line of the text).")
    var subject: String?

    @Option(name: .customLong("field"), help: "An answer to a question of the topic, as KEY=VALUE; may be repeated.")
    var fields: [FieldArgument] = []

    @Option(name: .customLong("attach"), help: "A file to attach; may be repeated.", completion: .file())
    var files: [String] = []

    @Option(
        help: "The service that the ticket is for, by its name or id; for specialists, who have none of their own.",
        completion: .custom(Completions.services))
    var service: String?

    func execute() async throws {
        let context = try await CommandContext.open(options)
        try context.refuseRepeated(files, options.effectiveLanguage)
        try await context.syncIfNever()
        let snapshot = try await context.store.deskSnapshot()
        let limits = snapshot.limits
        let service = try service.map { try self.service($0, among: snapshot.services) }
        let text = try TextInput.read(limit: limits.textLength, language: options.effectiveLanguage)
        let draft = Draft(
            topic: topic, subject: subject?.withoutByteOrderMark, fields: fields.map(\.value), text: text,
            service: service)
        try await context.asksForAttachment(draft, files: files, options.effectiveLanguage)
        let ticket: Ticket.ID
        do throws(HelpdeskError) {
            ticket = try await context.queue(draft, files: files) { draft async throws(HelpdeskError) in
                try await context.store.queueTicket(draft, origin: .cli)
            }
        } catch {
            try await say(error, context)
        }
        let outcome = try await context.send { () async throws(HelpdeskError) in
            try await context.standing(ofMessageIn: ticket) { $0.messages.first }
        }
        try await CommandResult(ticket: ticket, outcome: outcome).print(context, output, options.effectiveLanguage)
    }

    /// The service with that id, else the one with that name in any case. The desk judges an id that is not known here.
    private func service(_ typed: String, among services: [Service]) throws -> Service.ID {
        if services.contains(where: { $0.id.rawValue == typed }) { return Service.ID(typed) }
        let named = services.filter { Folding.fold($0.name) == Folding.fold(typed) }
        if named.count > 1 {
            let ids = named.map(\.id.rawValue).joined(separator: ", ")
            throw ValidationError("Several services have the name \(typed). Give the id of one: \(ids).")
        }
        return named.first?.id ?? Service.ID(typed)
    }

    /// Names the wrong field by its label, with the option that gives it.
    private func say(_ error: HelpdeskError, _ context: CommandContext) async throws -> Never {
        let topic = try await context.store.deskSnapshot().topics.first { $0.id == self.topic }
        let strings = Strings(language: options.effectiveLanguage)
        guard let first = error.violations.first, let label = strings.label(of: first, in: topic) else { throw error }
        let key = first.field.dropFirst("fields.".count)
        StandardError.sentence(strings[.violation(first, label: "\(label) (--field \(key)=…)")])
        throw ExitCode.failure
    }
}
