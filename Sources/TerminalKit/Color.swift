/// A colour of text or of its background.
public enum Color: Hashable, Sendable {
    /// The terminal's own colour.
    case standard
    /// A place of xterm's palette: 0–7 the ANSI colours, 8–15 their bright variants, 16–231 a 6x6x6 cube, 232–255
    /// greys.
    case indexed(UInt8)
    /// Red, green and blue.
    case rgb(UInt8, UInt8, UInt8)
}

extension Color: CustomStringConvertible {
    /// `default`, the place in the palette, or `#rrggbb`.
    public var description: String {
        switch self {
        case .standard: "default"
        case .indexed(let index): String(index)
        case .rgb(let red, let green, let blue):
            "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }
}
