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
            guard let channels else { return self }
            return .indexed(UInt8(Self.nearest(to: channels, among: Self.candidates(depth)) { _ in true }))
        }
    }

    /// The places of the palette that a colour is reduced to.
    static func candidates(_ depth: ColorDepth) -> Range<Int> { depth == .ansi16 ? 0..<16 : 16..<256 }

    /// The place in the palette nearest to a colour, of those that satisfy a condition; the first when none does.
    static func nearest(
        to channels: Channels, among places: Range<Int>, where condition: (Color) -> Bool
    ) -> Int {
        var best = places.lowerBound
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
