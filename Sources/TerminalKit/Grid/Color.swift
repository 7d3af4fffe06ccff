import Foundation

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

/// How many colours a terminal shows.
public enum ColorDepth: Int, Comparable, Hashable, Sendable {
    /// None: attributes only.
    case mono
    /// The eight ANSI colours and their bright variants.
    case ansi16
    /// The palette of xterm with 256 colours.
    case indexed256
    /// Any colour, eight bits a channel.
    case trueColor

    public static func < (left: ColorDepth, right: ColorDepth) -> Bool { left.rawValue < right.rawValue }
}

/// Xterm's palette and the way to it from any colour.
extension Color {
    /// The parts of a colour, each from 0 to 255.
    public typealias Channels = (red: Int, green: Int, blue: Int)

    /// Red, green and blue from 0 to 255; nil for the terminal's own colour. The first 16 colours of the palette are
    /// xterm's defaults, terminals differ.
    public var channels: Channels? {
        switch self {
        case .standard: nil
        case .rgb(let red, let green, let blue): (Int(red), Int(green), Int(blue))
        case .indexed(let index): Self.palette[Int(index)]
        }
    }

    /// The nearest colour that a terminal of that depth has. In 256 colours the first 16 are not used: users redefine
    /// them.
    public func reduced(to depth: ColorDepth) -> Color {
        switch (self, depth) {
        case (.standard, _), (_, .trueColor), (.indexed, .indexed256): return self
        case (_, .mono): return .standard
        case (.indexed(let index), .ansi16) where index < 16: return self
        default:
            let place = channels.flatMap { Self.nearest(to: $0, among: Self.candidates(depth)) { _ in true } }
            return place.map { .indexed(UInt8($0)) } ?? self
        }
    }

    /// The places of the palette that a colour is reduced to.
    static func candidates(_ depth: ColorDepth) -> Range<Int> { depth == .ansi16 ? 0..<16 : 16..<256 }

    /// The place in the palette nearest to a colour, of those that satisfy a condition; nil when none does.
    static func nearest(
        to channels: Channels, among places: Range<Int>, where condition: (Color) -> Bool
    ) -> Int? {
        var best: Int?
        var bestDistance = Int.max
        for place in places where condition(.indexed(UInt8(place))) {
            let distance = distance(channels, palette[place])
            if distance < bestDistance {
                best = place
                bestDistance = distance
            }
        }
        return best
    }

    /// How different two colours look: squared, each channel weighed by the eye's sensitivity.
    private static func distance(_ one: Channels, _ other: Channels) -> Int {
        let mean = (one.red + other.red) / 2
        let red = one.red - other.red
        let green = one.green - other.green
        let blue = one.blue - other.blue
        return (512 + mean) * red * red / 256 + 4 * green * green + (767 - mean) * blue * blue / 256
    }

    private static let palette: [Channels] = {
        let ansi: [Channels] = [
            (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205),
            (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255),
            (0, 255, 255), (255, 255, 255),
        ]
        let steps = [0, 95, 135, 175, 215, 255]
        let cube: [Channels] = (0..<216).map { (steps[$0 / 36], steps[$0 / 6 % 6], steps[$0 % 6]) }
        let greys: [Channels] = (0..<24).map { step in
            let level = 8 + 10 * step
            return (level, level, level)
        }
        return ansi + cube + greys
    }()
}

extension Color {
    /// How well one colour reads on the other: from 1 (not at all) to 21 (black on white), as WCAG 2.2 defines contrast
    /// ratio; 4.5 is its level AA for text. nil when either is the terminal's own colour.
    public func contrast(with other: Color) -> Double? {
        guard let one = luminance, let two = other.luminance else { return nil }
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }

    /// The relative luminance of WCAG 2.2, from 0 to 1.
    private var luminance: Double? {
        guard let channels else { return nil }
        func linear(_ channel: Int) -> Double {
            let value = Double(channel) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(channels.red) + 0.7152 * linear(channels.green) + 0.0722 * linear(channels.blue)
    }
}
