/// Where the bots write what an administrator should know. Never a token, nor what people wrote.
public struct BotLog: Sendable {
    public enum Level: String, Sendable {
        case info, warning, error
    }

    private let write: @Sendable (Level, String) -> Void

    public init(_ write: @escaping @Sendable (Level, String) -> Void) {
        self.write = write
    }

    public func info(_ text: String) { write(.info, text) }
    public func warning(_ text: String) { write(.warning, text) }
    public func error(_ text: String) { write(.error, text) }
}
