/// How a cell looks: its colours and its attributes.
public struct Style: Hashable, Sendable {
    public var foreground: Color
    public var background: Color
    public var attributes: Attributes

    public init(foreground: Color = .standard, background: Color = .standard, attributes: Attributes = []) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }

    /// The terminal's own colours, no attributes.
    public static let plain = Style()

    /// This style under another one: colours that `over` names win, attributes of both hold.
    public func merging(_ over: Style) -> Style {
        Style(
            foreground: over.foreground == .standard ? foreground : over.foreground,
            background: over.background == .standard ? background : over.background,
            attributes: attributes.union(over.attributes))
    }
}

extension Style: CustomStringConvertible {
    /// `foreground/background+attribute…`, as golden screens show it.
    public var description: String {
        ([("\(foreground)/\(background)")] + attributes.names).joined(separator: "+")
    }
}
