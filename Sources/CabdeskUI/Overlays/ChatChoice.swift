/// What a Telegram chat is chosen for.
public enum ChatChoice: Equatable, Sendable {
    case unlink
    case accept
    case reject
    case toggleAnswers
}
