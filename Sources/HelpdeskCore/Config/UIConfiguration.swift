public import HelpdeskModels

/// The table `[ui]` of `config.toml`: how the terminal program looks and behaves.
public struct UIConfiguration: Hashable, Sendable {
    /// How news are announced.
    public enum Notifications: String, Hashable, Sendable, CaseIterable {
        case bell
        /// The escape sequence OSC 9 of iTerm2, understood by many terminals.
        case osc9
        /// The escape sequence OSC 777 of rxvt-unicode.
        case osc777
        /// The desktop's own notifications, by the program `notify-send`.
        case desktop
    }

    /// The name of a theme; nil for the one that fits the terminal.
    public var theme: String?
    /// Nil for the language of the locale.
    public var language: Language?
    public var mouse: Bool
    /// How long to wait after Escape for the rest of a key's sequence, in milliseconds, 0 to 5000.
    public var escapeDelay: Int
    /// How long a message is held before it leaves, 0 to 60.
    public var undoSeconds: Int
    /// Programs that show attachments: media type (`image/png`, `image/*`, `*/*`) to the arguments of a program, in which
    /// `{}` stands for the file's path.
    public var viewers: [String: [String]]
    /// The command of the text editor; nil for the environment's.
    public var editor: String?
    /// Empty for none.
    public var notifications: [Notifications]
    /// Whether notifications show what was written.
    public var notificationText: Bool
    /// Keys of actions, as `CONTEXT.ACTION`; an empty list takes an action's keys away.
    public var keys: [String: [String]]
    /// The file that says so, and the line of each of `keys`, where they are known.
    public internal(set) var file = ""
    public internal(set) var keyLines: [String: Int] = [:]

    public init(
        theme: String? = nil, language: Language? = nil, mouse: Bool = true, escapeDelay: Int = 100,
        undoSeconds: Int = 5, viewers: [String: [String]] = [:], editor: String? = nil,
        notifications: [Notifications] = [.bell],
        notificationText: Bool = false, keys: [String: [String]] = [:]
    ) {
        self.theme = theme
        self.language = language
        self.mouse = mouse
        self.escapeDelay = escapeDelay
        self.undoSeconds = undoSeconds
        self.viewers = viewers
        self.editor = editor
        self.notifications = notifications
        self.notificationText = notificationText
        self.keys = keys
    }

    /// The arguments of the program for files of the media type: the configured one for the type itself, else for its
    /// kind (`image/*`), else for all (`*/*`); nil if there is none.
    public func viewer(for mediaType: String) -> [String]? {
        let type = mediaType.prefix { $0 != ";" }.lowercased()
        let kind = type.prefix { $0 != "/" }
        return viewers[type] ?? viewers["\(kind)/*"] ?? viewers["*/*"]
    }
}
