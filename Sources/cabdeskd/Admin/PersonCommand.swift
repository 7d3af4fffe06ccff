import ArgumentParser
import CommandLineKit
import DeskStorage
import Foundation
import HelpdeskDesk
import HelpdeskModels
import TelegramBots

/// `cabdeskd admin person`: what the desk knows of one person, given out or erased.
struct PersonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "What the desk knows of one person: write it into a folder, or erase it.",
        discussion: """
            A person is a user, or somebody in Telegram who belongs to no user: then the id is that of the author in \
            the tickets, `telegram-` and the id of the chat.
            """, subcommands: [Export.self, Erase.self])

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write everything of a person into a folder: tickets, messages, files, devices, chats, notes.",
            discussion:
                "A README.txt in the folder says what is what. There is no token in it, and nobody else's words.")
        @OptionGroup var desk: DeskOptions
        @Argument(help: "The id of the user.") var id: String
        @Option(
            name: .customLong("to"), help: "The folder to create, which must not exist yet.", completion: .directory)
        var folder: String

        func run() throws {
            try desk.directory().exportPerson(User.ID(id), to: URL(filePath: folder, directoryHint: .isDirectory))
            try desk.print([Exported(id: id, folder: folder)]) { "What there is of \($0.id) is in \($0.folder)." }
        }
    }

    struct Erase: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Erase a person for good: the login, the name, and what the person wrote and attached.",
            discussion: """
                It cannot be undone, and asks for the id once more. Tickets stay, without the person's words; what others \
                wrote stays. A backup that was made before still has everything, and so has Telegram.
                """)
        @OptionGroup var desk: DeskOptions
        @Argument(help: "The id of the user.") var id: String
        @Flag(help: "Do not ask.") var yes = false

        func run() throws {
            let directory = try desk.directory()
            let name = try directory.desk.users().first { $0.user.id.rawValue == id }?.user.name
            try Confirmation.ask(for: id, named: name ?? id, isGiven: yes)
            let bots = try desk.bots()
            let erased = try directory.desk.erasePerson(User.ID(id)) { try bots.erase($0) }
            try desk.print([Erased(id: id, erased)]) { $0.sentence("user") }
        }
    }
}

/// What an export answers.
struct Exported: Encodable {
    var id: String
    var folder: String
}

/// What an erasure answers.
struct Erased: Encodable {
    var id: String
    /// How many tickets are gone altogether.
    var tickets: Int
    var messages: Int
    var files: Int

    init(id: String, _ erased: ErasedThings) {
        self.id = id
        tickets = erased.tickets.count
        messages = erased.messages.count
        files = erased.contents.count
    }

    func sentence(_ kind: String) -> String {
        let gone = tickets == 0 ? "" : "tickets: \(tickets), "
        return "The \(kind) \(id) is erased (\(gone)messages: \(messages), files: \(files))."
    }
}

/// The question before what cannot be undone.
enum Confirmation {
    /// Returns if the id was typed, or `--yes` was given. Throws `ServerFailure`; without a terminal, nothing is asked.
    static func ask(for id: String, named name: String, isGiven: Bool) throws {
        guard !isGiven else { return }
        guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
            throw ServerFailure(UsageText.confirmationNeeded.text)
        }
        StandardError.note(UsageText.confirm(id: id, name: name).text)
        guard readLine()?.trimmingCharacters(in: .whitespaces) == id else {
            throw ServerFailure(UsageText.notConfirmed.text)
        }
    }
}
