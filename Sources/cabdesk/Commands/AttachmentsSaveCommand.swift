import ArgumentParser
import HelpdeskCore
import HelpdeskModels

struct AttachmentsSaveCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "save",
        abstract: "Save all files of a ticket.",
        discussion: "Names are made safe, nothing is overwritten, and each file is verified by its SHA-256.")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The number of the ticket, or its id while it has no number.")
    var ticket: TicketReference

    @Option(help: "The directory to save into, created if it is missing.", completion: .directory)
    var dir: String = "."

    func execute() async throws {
        let context = try await CommandContext.open(options)
        let conversation = try await context.conversation(ticket)
        let saver = AttachmentSaver(store: context.store, backend: try context.backend())
        var saved: [SavedFileJSON] = []
        for attachment in conversation.messages.flatMap(\.message.attachments) {
            let path = try await saver.save(attachment, directory: dir)
            saved.append(SavedFileJSON(attachment, path: path))
            if !output.json { try StandardOutput.line(path) }
        }
        if output.json { try StandardOutput.write(json: SavedFilesJSON(files: saved)) }
    }
}
