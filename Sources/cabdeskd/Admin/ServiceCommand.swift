import ArgumentParser
import HelpdeskDesk
import HelpdeskModels

/// `cabdeskd admin service`.
struct ServiceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "service", abstract: "Taxi services.", subcommands: [Add.self, List.self, Rename.self])

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
}
