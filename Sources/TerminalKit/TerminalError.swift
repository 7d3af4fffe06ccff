/// Why a terminal cannot be used.
public struct TerminalError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable {
        /// The terminal database does not know the terminal's type.
        case unknownTerminal
        /// Standard input or output is not a terminal.
        case notATerminal
        /// The terminal knows its type but cannot place the cursor.
        case unsuitableTerminal
    }

    public let code: Code
    /// What it is about, for example the value of `TERM`; sanitised.
    public let detail: String

    public init(code: Code, detail: String) {
        self.code = code
        self.detail = Sanitizer.visible(detail)
    }
}
