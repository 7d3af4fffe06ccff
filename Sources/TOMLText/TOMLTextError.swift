/// The error in a text that should be TOML: the line, and the reason in English. Holds pieces of the text.
public struct TOMLTextError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
