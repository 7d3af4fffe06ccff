import ArgumentParser

struct AttachmentsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attachments",
        abstract: "Work with the files of a ticket.",
        subcommands: [AttachmentsSaveCommand.self])
}
