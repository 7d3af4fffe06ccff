import ArgumentParser
import Foundation
import HelpdeskDesk
import HelpdeskModels

/// `cabdeskd admin canned`.
struct CannedReplyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "canned", abstract: "Canned replies of the desk, for all specialists.",
        discussion: "What is filled in when one is used: {customer} {ticket} {topic} {specialist} {service}.",
        subcommands: [Add.self, List.self, Remove.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a canned reply, or its text in another language; the text is read from standard input.")
        @OptionGroup var desk: DeskOptions
        @Argument(help: "The name by which it is found.") var name: String
        @Option(help: "The language of the text: uk, ru or en.") var language: String

        func run() throws {
            guard let language = Language(rawValue: language) else {
                throw ValidationError(UsageText.cannedLanguage.text)
            }
            let helpdesk = try desk.open()
            let reply = try helpdesk.addCannedReply(name, Self.text(), in: language)
            try desk.print([reply]) { "Stored the canned reply “\($0.name)”." }
        }

        /// Standard input without the line ends that close it.
        private static func text() throws -> String {
            // More than any text, whatever its limit; the rest is for the desk to refuse.
            let data = try FileHandle.standardInput.read(upToCount: Limits.requestBodySize) ?? Data()
            guard var text = String(validating: data, as: UTF8.self) else {
                throw ValidationError(UsageText.cannedText.text)
            }
            // Some editors begin a file with a byte order mark.
            if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
            while text.last?.isNewline == true { text.removeLast() }
            return text
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the canned replies by name.")
        @OptionGroup var desk: DeskOptions

        func run() throws {
            try desk.print(desk.open().cannedReplies()) { reply in
                let languages = Language.allCases.filter { reply.text.texts[$0] != nil }.map(\.rawValue)
                let line = reply.text[.english].split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
                return [reply.name, languages.joined(separator: ","), String(line.prefix(60))]
            }
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Remove a canned reply, in all its languages.")
        @OptionGroup var desk: DeskOptions
        @Argument(help: "Its name.") var name: String

        func run() throws {
            try desk.open().removeCannedReply(named: name)
            try desk.print([name]) { "Removed the canned reply “\($0)”." }
        }
    }
}
