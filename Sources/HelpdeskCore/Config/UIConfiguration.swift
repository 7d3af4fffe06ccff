public import HelpdeskModels
import TOMLText

/// The table `[ui]` of `config.toml`: the looks and behaviour of the terminal program.
public struct UIConfiguration: Hashable, Sendable {
    /// The ways to announce news.
    public enum Notifications: String, Hashable, Sendable, CaseIterable {
        case bell
        /// The escape sequence OSC 9 of iTerm2, understood by many terminals.
        case osc9
        /// The escape sequence OSC 777 of rxvt-unicode.
        case osc777
        /// The desktop's own notifications, by the program `notify-send`.
        case desktop
    }

    /// How pictures are previewed.
    public enum Pictures: String, Hashable, Sendable, CaseIterable {
        /// As the terminal allows it, else with characters.
        case auto
        case kitty
        case iterm
        case sixel
        /// With characters, by the program `chafa`.
        case chafa
        case off
    }

    /// The name of a theme; nil for the one that suits the terminal.
    public var theme: String?
    /// Nil for the language of the locale.
    public var language: Language?
    public var mouse: Bool
    /// How long to wait after Escape for the rest of a key's sequence, in milliseconds, 0 to 5000.
    public var escapeDelay: Int
    /// How long a message is held before it is sent, 0 to 60.
    public var undoSeconds: Int
    /// The programs that show attachments, by media type (`image/png`, `image/*`, `*/*`): the program and its arguments, in
    /// which `{}` stands for the path of the file.
    public var viewers: [String: [String]]
    /// The command of the text editor; nil for the environment's.
    public var editor: String?
    public var pictures: Pictures
    /// Empty for none.
    public var notifications: [Notifications]
    /// Whether notifications show what was written.
    public var notificationText: Bool
    /// Keys of actions, by `CONTEXT.ACTION`; an empty list removes the keys of an action.
    public var keys: [String: [String]]
    /// The file that it was read from, and the line of each of `keys`, where known.
    public internal(set) var file = ""
    public internal(set) var keyLines: [String: Int] = [:]

    public init(
        theme: String? = nil, language: Language? = nil, mouse: Bool = true, escapeDelay: Int = 100,
        undoSeconds: Int = 5, viewers: [String: [String]] = [:], editor: String? = nil,
        pictures: Pictures = .auto, notifications: [Notifications] = [.bell],
        notificationText: Bool = false, keys: [String: [String]] = [:]
    ) {
        self.theme = theme
        self.language = language
        self.mouse = mouse
        self.escapeDelay = escapeDelay
        self.undoSeconds = undoSeconds
        self.viewers = viewers
        self.editor = editor
        self.pictures = pictures
        self.notifications = notifications
        self.notificationText = notificationText
        self.keys = keys
    }

    /// The program for files of the media type, with its arguments: that for the type itself, else for its kind
    /// (`image/*`), else for all (`*/*`); nil if none is configured.
    public func viewer(for mediaType: String) -> [String]? {
        let type = mediaType.prefix { $0 != ";" }.lowercased()
        let kind = type.prefix { $0 != "/" }
        return viewers[type] ?? viewers["\(kind)/*"] ?? viewers["*/*"]
    }
}

/// The ways to announce news: as configured, unless the user chose otherwise in the program.
public struct NotificationSettings: Hashable, Sendable {
    /// In the order in which they run; empty for none.
    public private(set) var kinds: [UIConfiguration.Notifications]
    /// Whether a notification contains the text of the message.
    public private(set) var showsText: Bool

    public init(
        _ configuration: UIConfiguration = UIConfiguration(), _ preferences: Preferences = Preferences(),
        within restrictions: Restrictions = .none
    ) {
        kinds = configuration.notifications
        showsText = preferences.notificationText ?? configuration.notificationText
        for (kind, isWanted) in [
            (UIConfiguration.Notifications.bell, preferences.bell), (.desktop, preferences.desktopNotifications),
        ] {
            if let isWanted, isWanted != kinds.contains(kind) { toggle(kind) }
        }
        kinds.removeAll { !restrictions.allows($0) }
    }

    public mutating func toggle(_ kind: UIConfiguration.Notifications) {
        if kinds.contains(kind) {
            kinds.removeAll { $0 == kind }
        } else {
            kinds.append(kind)
        }
    }

    public mutating func toggleText() { showsText.toggle() }
}

extension UIConfiguration {
    /// Reads the table `[ui]`. Throws `configurationInvalid` with the key and its valid values; `file` is the subject.
    /// - Parameter lines: the lines of the keys in the whole file, for messages.
    init(_ table: TOMLTable, file: String, lines: KeyLines? = nil) throws(HelpdeskError) {
        self.init()
        self.file = file
        let reader = SectionReader(name: "ui", table: table, file: file, lines: lines)
        try reader.allow([
            "theme", "language", "mouse", "escape_delay_ms", "undo_seconds", "viewers", "editor", "pictures",
            "notifications", "notification_text", "keys",
        ])
        theme = try reader.text("theme")
        editor = try reader.text("editor")
        if let code = try reader.text("language") {
            guard let known = Language(rawValue: code) else {
                throw reader.invalid("language", "is one of \(Self.list(Language.allCases.map(\.rawValue)))")
            }
            language = known
        }
        if let name = try reader.text("pictures") {
            guard let known = Pictures(rawValue: name) else {
                throw reader.invalid("pictures", "is one of \(Self.list(Pictures.allCases.map(\.rawValue)))")
            }
            pictures = known
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

    /// Reads tables of contexts, or keys written as `"context.action"`.
    private mutating func readKeys(_ section: SectionReader) throws(HelpdeskError) {
        for name in section.keys {
            // Anything but a table must be the key of an action, which is checked below.
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

extension ProfileStore {
    /// The table `[ui]`; the defaults if there is none. Throws `configurationInvalid`, whose detail has the line and the
    /// key, or `fileUnreadable`.
    public func uiConfiguration() throws(HelpdeskError) -> UIConfiguration {
        guard let text = try PrivateFile.read(configFile), let entry = try table(text)["ui"]
        else { return UIConfiguration() }
        guard let section = entry.table else {
            throw HelpdeskError(.configurationInvalid, subject: configFile, detail: "ui is no table")
        }
        return try UIConfiguration(section, file: configFile, lines: KeyLines(text))
    }
}
