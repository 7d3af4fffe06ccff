import TOMLText

/// One theme file as it is written, before it is joined with those it inherits from.
struct ThemeSource {
    /// The entry of one role; nil where the file says nothing.
    struct RoleEntry {
        var foreground: ThemeColor?
        var background: ThemeColor?
        var attributes: Attributes?
    }

    /// A bound on how many parents a role has.
    private static let maximumRoleBytes = 64

    let name: String
    var inherits: String?
    var palette: [String: ThemeColor] = [:]
    var roles: [Role: RoleEntry] = [:]

    /// Reads TOML; every key and value that a theme does not have is an error, so that a slip of the pen shows.
    init(name: String, text: String) throws(ThemeError) {
        self.name = name
        let root: TOMLTable
        do throws(TOMLError) {
            root = try TOMLTable(text)
        } catch {
            throw ThemeError(code: .syntax, detail: "\(name): \(error)")
        }
        for key in root.keys {
            switch key {
            case "inherits": inherits = try string(root[key], at: key)
            case "palette":
                let table = try table(root[key], at: key)
                for entry in table.keys { palette[entry] = try color(table[entry], at: "palette.\(entry)") }
            case "roles":
                let table = try table(root[key], at: key)
                for entry in table.keys {
                    guard entry.utf8.count <= Self.maximumRoleBytes else { throw invalid("roles.\(entry)") }
                    roles[Role(entry)] = try role(table[entry], at: "roles.\(entry)")
                }
            default: throw invalid(key)
            }
        }
    }

    private func invalid(_ place: String) -> ThemeError {
        ThemeError(code: .invalidValue, detail: "\(name): \(place)")
    }

    private func string(_ value: TOMLValue?, at place: String) throws(ThemeError) -> String {
        guard let string = value?.string else { throw invalid(place) }
        return string
    }

    private func table(_ value: TOMLValue?, at place: String) throws(ThemeError) -> TOMLTable {
        guard let table = value?.table else { throw invalid(place) }
        return table
    }

    private func color(_ value: TOMLValue?, at place: String) throws(ThemeError) -> ThemeColor {
        if let index = value?.integer { return ThemeColor(String(index)) }
        return ThemeColor(try string(value, at: place))
    }

    private func role(_ value: TOMLValue?, at place: String) throws(ThemeError) -> RoleEntry {
        guard let table = value?.table else { return RoleEntry(foreground: try color(value, at: place)) }
        var entry = RoleEntry()
        for key in table.keys {
            switch key {
            case "fg": entry.foreground = try color(table[key], at: "\(place).fg")
            case "bg": entry.background = try color(table[key], at: "\(place).bg")
            case "attributes": entry.attributes = try attributes(table[key], at: "\(place).attributes")
            default: throw invalid("\(place).\(key)")
            }
        }
        return entry
    }

    private func attributes(_ value: TOMLValue?, at place: String) throws(ThemeError) -> Attributes {
        guard let array = value?.array else { throw invalid(place) }
        var result: Attributes = []
        for element in array {
            let word = try string(element, at: place)
            guard let named = Attributes.named.first(where: { $0.name == word }) else {
                throw invalid("\(place): \(word)")
            }
            result.insert(named.attribute)
        }
        return result
    }
}

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
