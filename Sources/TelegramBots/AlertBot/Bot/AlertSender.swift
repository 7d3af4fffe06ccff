import HelpdeskModels

/// Who wrote or pressed.
struct AlertSender: Sendable, Hashable {
    /// The Telegram user.
    var id: Int64
    /// First and last name. Foreign text.
    var name: String
    /// What the person's Telegram speaks, where it is a language of ours.
    var language: Language?
    /// Whether an administrator of a group writes in the group's name, so that nobody knows who it is.
    var isAnonymous = false
}
