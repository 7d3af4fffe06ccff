import HelpdeskModels

/// Somebody in a private chat with the bot.
struct AlertPerson: Sendable, Hashable {
    /// The chat's id is the user's.
    let chat: Int64
    /// As in Telegram, one clean line.
    var name: String
    /// What the person's Telegram speaks, where it is a language of ours.
    var telegramLanguage: Language?
    /// As chosen with `/language`.
    var language: Language?
    var dialogue: AlertDialogue = .idle
    /// When what was written goes out without a choice.
    var decideBy: Timestamp?
}

/// What the bot expects of a person next.
enum AlertDialogue: Sendable, Hashable, Codable {
    case idle
    /// Something was written and nothing chosen yet.
    case choosing(remarks: [AlertRemark])
    /// The next text is the name of the service of this report.
    case naming(report: Int64)
    /// The next text is a question.
    case asking
}
