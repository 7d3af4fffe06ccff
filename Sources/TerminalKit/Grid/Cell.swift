/// One place of the grid: a character and its look.
public struct Cell: Hashable, Sendable {
    /// One character with its combining marks; empty in the right half of a wide character.
    public var text: String
    public var style: Style

    public init(text: String, style: Style = .plain) {
        self.text = text
        self.style = style
    }

    /// An empty place.
    public static let blank = Cell(text: " ")

    static func blank(_ style: Style) -> Cell { Cell(text: " ", style: style) }
}

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

/// How text is set apart from other text of its colours.
public struct Attributes: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let bold = Attributes(rawValue: 1 << 0)
    public static let dim = Attributes(rawValue: 1 << 1)
    public static let italic = Attributes(rawValue: 1 << 2)
    public static let underline = Attributes(rawValue: 1 << 3)
    public static let reverse = Attributes(rawValue: 1 << 4)

    /// Every attribute with the name that themes and golden screens use.
    static let named: [(name: String, attribute: Attributes)] = [
        ("bold", .bold), ("dim", .dim), ("italic", .italic), ("underline", .underline), ("reverse", .reverse),
    ]

    /// The attributes' names in a fixed order.
    public var names: [String] { Self.named.filter { contains($0.attribute) }.map(\.name) }
}
