/// What a piece of the screen is, so that a theme can say how it looks: words joined by dots, the general first.
public struct Role: Hashable, Sendable, ExpressibleByStringLiteral {
    public let rawValue: String

    public init(_ rawValue: String) { self.rawValue = rawValue }

    public init(stringLiteral value: String) { rawValue = value }

    /// The role one step more general (`status` of `status.open`); `text` is over every other and has none.
    public var parent: Role? {
        if let dot = rawValue.lastIndex(of: ".") { return Role(String(rawValue[..<dot])) }
        return rawValue == "text" ? nil : "text"
    }
}
