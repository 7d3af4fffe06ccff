import ArgumentParser
import CommandLineKit
import DemoDesk
import Foundation
import HelpdeskDesk
import HelpdeskModels
import HelpdeskServer

/// `cabdeskd admin topic`.
struct TopicCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topic", abstract: "What tickets are about.",
        subcommands: [Add.self, Import.self, List.self, Rename.self, Retire.self])

    /// A title in up to three languages.
    struct Title: ParsableArguments {
        @Option(help: "The title in English.") var en: String?
        @Option(help: "The title in Ukrainian.") var uk: String?
        @Option(help: "The title in Russian.") var ru: String?

        func validate() throws {
            guard en != nil || uk != nil || ru != nil else { throw ValidationError(UsageText.giveTitle.text) }
        }

        func change(_ text: inout LocalizedText) {
            for (language, title) in [(Language.english, en), (.ukrainian, uk), (.russian, ru)] {
                if let title { text.texts[language] = title }
            }
        }
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a topic; recommendations and fields come with import.")
        @OptionGroup var desk: DeskOptions
        @OptionGroup var title: Title
        @Argument(help: "The id: lower-case Latin letters, digits, hyphens, underscores.") var id: String
        @Option(help: "The place in the list; Other is always last.") var order: Int = 100

        func run() throws {
            var topic = Topic(
                id: Topic.ID(id), title: LocalizedText([:]), recommendation: LocalizedText([:]), order: order)
            title.change(&topic.title)
            try desk.open().addTopic(topic)
            try desk.print([topic]) { "Added the topic \($0.id)." }
        }
    }

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add or replace the topics of a JSON file: an array as `list --json` prints it.")
        @OptionGroup var desk: DeskOptions
        @Argument(help: "The file.", completion: .file(extensions: ["json"])) var file: String

        func run() throws {
            let topics = try TopicFile.topics(in: URL(filePath: file))
            try desk.open().putTopics(topics)
            try desk.print(topics) { "Stored the topic \($0.id)." }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the topics in their order.",
            discussion: "With --json, a desk that has none of its own yet prints built-in ones, as a start for import.")
        @OptionGroup var desk: DeskOptions

        func run() throws {
            var topics = try desk.open().topics()
            if desk.json, topics.allSatisfy({ $0.id == Topic.otherID }) {
                topics = DemoDesk.topics
                StandardError.note(
                    "The desk has no topics of its own yet. These are the built-in ones, as a start: keep them in a file, "
                        + "change it, then `cabdeskd admin topic import`.")
            }
            try desk.print(topics) { topic in
                [topic.id.rawValue, "\(topic.order)", topic.title[.english]] + (topic.isRetired ? ["retired"] : [])
            }
        }
    }

    struct Rename: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Change the title in the languages given.")
        @OptionGroup var desk: DeskOptions
        @OptionGroup var title: Title
        @Argument(help: "The id.") var id: String

        func run() throws {
            let helpdesk = try desk.open()
            try helpdesk.changeTopic(Topic.ID(id)) { title.change(&$0.title) }
            try desk.print(helpdesk.topics().filter { $0.id.rawValue == id }) { "Renamed the topic \($0.id)." }
        }
    }

    struct Retire: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take no more tickets of a topic; old ones keep it.")
        @OptionGroup var desk: DeskOptions
        @Argument(help: "The id.") var id: String

        func run() throws {
            let helpdesk = try desk.open()
            try helpdesk.changeTopic(Topic.ID(id)) { $0.isRetired = true }
            try desk.print(helpdesk.topics().filter { $0.id.rawValue == id }) { "The topic \($0.id) is retired." }
        }
    }
}
