import HelpdeskModels
import TOMLText

extension UIConfiguration {
    /// From the table `[ui]`. Throws `configurationInvalid` with the key and what it should be; `file` is the subject.
    /// - Parameter lines: of the whole file, for messages.
    init(_ table: TOMLTable, file: String, lines: KeyLines? = nil) throws(HelpdeskError) {
        self.init()
        self.file = file
        let reader = SectionReader(name: "ui", table: table, file: file, lines: lines)
        try reader.allow([
            "theme", "language", "mouse", "escape_delay_ms", "undo_seconds", "viewers", "editor", "notifications",
            "notification_text", "keys",
        ])
        theme = try reader.text("theme")
        editor = try reader.text("editor")
        if let code = try reader.text("language") {
            guard let known = Language(rawValue: code) else {
                throw reader.invalid("language", "is one of \(Self.list(Language.allCases.map(\.rawValue)))")
            }
            language = known
        }
        mouse = try reader.flag("mouse") ?? mouse
        notificationText = try reader.flag("notification_text") ?? notificationText
        if let milliseconds = try reader.number("escape_delay_ms") {
            guard (0...5000).contains(milliseconds) else {
                throw reader.invalid("escape_delay_ms", "is a whole number from 0 to 5000")
            }
            escapeDelay = milliseconds
        }
        if let seconds = try reader.number("undo_seconds") {
            guard (0...60).contains(seconds) else {
                throw reader.invalid("undo_seconds", "is a whole number from 0 to 60")
            }
            undoSeconds = seconds
        }
        if let names = try reader.texts("notifications") {
            notifications = []
            for name in names {
                guard let kind = Notifications(rawValue: name) else {
                    let known = Notifications.allCases.map(\.rawValue)
                    throw reader.invalid("notifications", "is a list of \(Self.list(known))")
                }
                if !notifications.contains(kind) { notifications.append(kind) }
            }
        }
        if let section = try reader.section("keys") { try readKeys(section) }
        if let section = try reader.section("viewers") { viewers = try Self.viewers(section) }
    }

    /// Tables of contexts, or keys written as `"context.action"`.
    private mutating func readKeys(_ section: SectionReader) throws(HelpdeskError) {
        for name in section.keys {
            // What is no table is a key of an action, which is said below if it is none either.
            if !name.contains("."), let context = try? section.section(name) {
                for action in context.keys { try readKey("\(name).\(action)", of: context, at: action) }
            } else {
                let parts = name.split(separator: ".", omittingEmptySubsequences: false)
                guard parts.count == 2, !parts.contains("") else {
                    throw section.invalid(name, "is no \"context.action\"")
                }
                try readKey(name, of: section, at: name)
            }
        }
    }

    private mutating func readKey(
        _ name: String, of section: SectionReader, at key: String
    ) throws(HelpdeskError) {
        guard keys[name] == nil else { throw section.invalid(key, "is given twice") }
        keys[name] = try section.texts(key)
        keyLines[name] = section.line(of: key)
    }

    private static func viewers(_ section: SectionReader) throws(HelpdeskError) -> [String: [String]] {
        var viewers: [String: [String]] = [:]
        for name in section.keys {
            let parts = name.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts.contains("") else {
                throw section.invalid(name, "is no media type: write \"image/png\", \"image/*\" or \"*/*\"")
            }
            guard let arguments = try section.texts(name), arguments.first?.isEmpty == false else {
                throw section.invalid(name, "is a list of a program and its arguments")
            }
            guard arguments.dropFirst().contains(where: { $0.contains("{}") }) else {
                throw section.invalid(name, "has no argument {} in the place of the file")
            }
            viewers[name.lowercased()] = arguments
        }
        return viewers
    }

    private static func list(_ names: [String]) -> String {
        names.map { "\"\($0)\"" }.joined(separator: ", ")
    }
}
