import ArgumentParser
import CommandLineKit
import HelpdeskCore
import HelpdeskModels

struct AttachmentsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attachments",
        abstract: "Work with the files of a ticket.",
        subcommands: [AttachmentsSaveCommand.self])
}

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

/// The output of `attachments save --json`.
struct SavedFilesJSON: Encodable {
    let files: [SavedFileJSON]
}

/// A file that `attachments save` wrote.
struct SavedFileJSON: Encodable {
    let id: Attachment.ID
    /// As its author named it; the last part of `path` is the safe name.
    let name: String
    let path: String
    let mediaType: String
    let size: Int64
    /// Absent if the backend does not tell.
    let sha256: SHA256Digest?

    init(_ attachment: Attachment, path: String) {
        id = attachment.id
        name = attachment.name
        self.path = path
        mediaType = attachment.mediaType
        size = attachment.size
        sha256 = attachment.sha256
    }
}
