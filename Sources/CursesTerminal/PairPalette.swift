import CNcurses
import TerminalKit

/// Styles as ncurses has them: attributes and a colour pair, each pair defined when it is first needed.
struct PairPalette {
    struct Look {
        var attributes: attr_t
        var pair: Int32
    }

    private struct Pair: Hashable {
        var foreground: Int32
        var background: Int32
    }

    /// Direct colour is used where the terminal database says so (`xterm-direct`); everywhere else changing the palette
    /// would change it for other programs too, so the nearest of 256 or 16 is taken.
    let depth: ColorDepth
    private let colors: Int32
    private let maximumPairs: Int32
    private var pairs: [Pair: Int32] = [:]
    private var looks: [Style: Look] = [:]

    /// To be made after the screen.
    init(environment: [String: String]) {
        let wantsColor = (environment["NO_COLOR"] ?? "").isEmpty
        guard wantsColor, has_colors(), start_color() == OK, use_default_colors() == OK else {
            depth = .mono
            colors = 0
            maximumPairs = 0
            return
        }
        colors = cn_colors()
        maximumPairs = cn_color_pairs()
        depth =
            switch colors {
            case 1 << 24: .trueColor
            case 256...: .indexed256
            case 8...: .ansi16
            default: .mono
            }
    }

    mutating func look(of style: Style) -> Look {
        if let look = looks[style] { return look }
        var look = Look(attributes: Self.attributes(style.attributes), pair: 0)
        if depth != .mono {
            let foreground = foreground(style.foreground, &look.attributes)
            look.pair = pair(Pair(foreground: foreground, background: background(style.background)))
        }
        looks[style] = look
        return look
    }

    /// Whether pictures of characters have used up so many pairs that the rest may be needed at once.
    var isNearlyFull: Bool { depth != .mono && pairs.count > Int(maximumPairs) / 4 * 3 && maximumPairs > 1024 }

    /// Defines all pairs anew as they are needed.
    mutating func forget() {
        pairs.removeAll()
        looks.removeAll()
    }

    private static func attributes(_ attributes: Attributes) -> attr_t {
        let all: [(Attributes, attr_t)] = [
            (.bold, cn_bold()), (.dim, cn_dim()), (.italic, cn_italic()), (.underline, cn_underline()),
            (.reverse, cn_reverse()),
        ]
        return all.reduce(0) { attributes.contains($1.0) ? $0 | $1.1 : $0 }
    }

    /// The pair's number; 0, the terminal's own colours, when there are no more pairs.
    private mutating func pair(_ pair: Pair) -> Int32 {
        if pair == Pair(foreground: -1, background: -1) { return 0 }
        if let number = pairs[pair] { return number }
        let number = Int32(pairs.count) + 1
        guard number < maximumPairs, init_extended_pair(number, pair.foreground, pair.background) == OK else {
            return 0
        }
        pairs[pair] = number
        return number
    }

    /// With eight colours a bright one is the plain one in bold, and bright black, which that would hide, is dim.
    private func foreground(_ color: Color, _ attributes: inout attr_t) -> Int32 {
        let number = number(color)
        guard colors < 16, number >= 8 else { return number }
        attributes |= number == 8 ? cn_dim() : cn_bold()
        return number == 8 ? -1 : number - 8
    }

    private func background(_ color: Color) -> Int32 {
        let number = number(color)
        return colors < 16 && number >= 8 ? number - 8 : number
    }

    private func number(_ color: Color) -> Int32 {
        switch color.reduced(to: depth) {
        case .standard: return -1
        case .indexed(let index) where depth != .trueColor || index < 8: return Int32(index)
        case let color:
            // In direct colour the first eight numbers are the ANSI colours; black and the darkest blues give way to the
            // next one. The terminal's own black would turn grey in bold.
            guard let channels = color.channels else { return -1 }
            let value = Int32(channels.red << 16 | channels.green << 8 | channels.blue)
            return max(8, value)
        }
    }
}
