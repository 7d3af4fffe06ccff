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
