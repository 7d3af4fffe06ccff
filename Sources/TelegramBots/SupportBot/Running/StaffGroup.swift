public import HelpdeskModels

/// The Telegram group of the specialists.
public struct StaffGroup: Sendable, Hashable {
    /// The group's id, which is negative.
    public var chat: Int64
    /// What the bot speaks there.
    public var language: Language

    public init(chat: Int64, language: Language = .ukrainian) {
        self.chat = chat
        self.language = language
    }
}
