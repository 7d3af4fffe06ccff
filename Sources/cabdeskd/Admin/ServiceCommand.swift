import ArgumentParser
import DeskStorage
import Foundation
import HelpdeskDesk
import HelpdeskModels
import TelegramBots

/// `cabdeskd admin service`.
struct ServiceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "service", abstract: "Taxi services.",
        subcommands: [Add.self, List.self, Rename.self, Export.self, Erase.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Add a service.")
        @OptionGroup var desk: DeskOptions
        @Argument(help: "The id: lower-case Latin letters, digits, hyphens, underscores.") var id: String
        @Argument(help: "The name, as people read it.") var name: String

        func run() throws {
            let service = Service(id: Service.ID(id), name: name)
            try desk.open().addService(service)
            try desk.print([service]) { "Added the service \($0.id)." }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the services.")
        @OptionGroup var desk: DeskOptions

        func run() throws {
            try desk.print(desk.open().services()) { [$0.id.rawValue, $0.name] }
        }
    }

    struct Rename: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Give a service another name.")
        @OptionGroup var desk: DeskOptions
        @Argument(help: "The id.") var id: String
        @Argument(help: "The new name.") var name: String

        func run() throws {
            try desk.open().renameService(Service.ID(id), to: name)
            try desk.print([Service(id: Service.ID(id), name: name)]) { "The service \($0.id) is now “\($0.name)”." }
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write everything of a service into a folder: users, tickets, files, chats, notes.",
            discussion: "A README.txt in the folder says what is what. The notes of the staff are left out.")
        @OptionGroup var desk: DeskOptions
        @Argument(help: "The id.") var id: String
        @Option(
            name: .customLong("to"), help: "The folder to create, which must not exist yet.", completion: .directory)
        var folder: String
        @Flag(help: "With the internal notes of the staff, which a service never sees.") var internalNotes = false

        func run() throws {
            try desk.directory().exportService(
                Service.ID(id), to: URL(filePath: folder, directoryHint: .isDirectory), withNotes: internalNotes)
            try desk.print([Exported(id: id, folder: folder)]) { "The service \($0.id) is in \($0.folder)." }
        }
    }

    struct Erase: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Erase a service for good, with its users, tickets, files, chats and notes.",
            discussion: """
                It cannot be undone, and asks for the id once more. Programs of the service are signed out, those of the \
                staff forget its tickets. A backup that was made before still has everything.
                """)
        @OptionGroup var desk: DeskOptions
        @Argument(help: "The id.") var id: String
        @Flag(help: "Do not ask.") var yes = false

        func run() throws {
            let directory = try desk.directory()
            guard let service = try directory.desk.services().first(where: { $0.id.rawValue == id }) else {
                throw ServerFailure.unknown("service", id)
            }
            try Confirmation.ask(for: id, named: service.name, isGiven: yes)
            let bots = try desk.bots()
            let erased = try directory.desk.eraseService(service.id) { try bots.erase($0) }
            try desk.print([Erased(id: id, erased)]) { $0.sentence("service") }
        }
    }
}
