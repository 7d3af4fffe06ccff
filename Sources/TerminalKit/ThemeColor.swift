/// A colour as a theme file writes it.
enum ThemeColor: Hashable {
    case color(Color)
    /// A name: of the palette, or else of an ANSI colour.
    case name(String)

    init(_ text: String) {
        if let color = Self.hexadecimal(text) {
            self = .color(color)
        } else if let index = UInt8(text) {
            self = .color(.indexed(index))
        } else {
            self = .name(text)
        }
    }

    private static func hexadecimal(_ text: String) -> Color? {
        let digits = text.utf8.dropFirst()
        guard text.first == "#", digits.count == 6, !digits.contains(UInt8(ascii: "+")),
            let value = UInt32(text.dropFirst(), radix: 16)
        else { return nil }
        return .rgb(UInt8(value >> 16), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF))
    }

    /// The names that need no palette.
    static let named: [String: Color] = {
        var colors: [String: Color] = ["default": .standard]
        let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
        for (index, name) in names.enumerated() {
            colors[name] = .indexed(UInt8(index))
            colors["bright-" + name] = .indexed(UInt8(index + 8))
        }
        return colors
    }()
}
