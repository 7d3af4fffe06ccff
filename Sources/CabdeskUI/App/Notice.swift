/// One line in the status bar that tells what just happened, until the next key.
public struct Notice: Equatable, Sendable {
    public enum Kind: Sendable {
        case done
        case failed
    }

    public let kind: Kind
    public let phrase: Phrase

    public static func done(_ phrase: Phrase) -> Notice { Notice(kind: .done, phrase: phrase) }
    public static func failed(_ phrase: Phrase) -> Notice { Notice(kind: .failed, phrase: phrase) }
}
