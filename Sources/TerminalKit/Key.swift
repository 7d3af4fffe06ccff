/// A key as the terminal tells it. What the terminal cannot tell apart (Ctrl-I and Tab) is one case.
public enum Key: Hashable, Sendable {
    /// A printable character, in the case it was typed.
    case character(Character)
    /// Ctrl with a lower-case letter, a space or one of `\ ] ^ _`.
    case control(Character)
    /// Alt (Meta) with a printable character, in the case it was typed.
    case alt(Character)
    case enter, altEnter, escape, tab, backTab, backspace, altBackspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    case shiftUp, shiftDown, shiftLeft, shiftRight, shiftHome, shiftEnd
    case controlUp, controlDown, controlLeft, controlRight, controlHome, controlEnd, controlDelete
    case controlShiftLeft, controlShiftRight, controlShiftHome, controlShiftEnd
    /// F1 is `function(1)`.
    case function(Int)
}

/// Bindings without switching the keyboard: a key pressed on ЙЦУКЕН as the Latin one in the same place.
extension Key {
    /// The key of a Latin keyboard in the place of this one, if this one is on the Russian or Ukrainian layout; else
    /// the key itself. Only letters are mapped: a full stop may be meant as one on either layout.
    public var onLatinLayout: Key {
        switch self {
        case .character(let character): .character(Self.latin[character] ?? character)
        case .control(let character): .control(Self.latin[character] ?? character)
        case .alt(let character): .alt(Self.latin[character] ?? character)
        // No other key is a letter.
        default: self
        }
    }

    private static let latin: [Character: Character] = {
        let rows: [(cyrillic: String, latin: String)] = [
            ("йцукенгшщзхъ", "qwertyuiop[]"), ("фывапролджэ", "asdfghjkl;'"), ("ячсмитьбюё", "zxcvbnm,.`"),
            ("ЙЦУКЕНГШЩЗХЪ", "QWERTYUIOP{}"), ("ФЫВАПРОЛДЖЭ", "ASDFGHJKL:\""), ("ЯЧСМИТЬБЮЁ", "ZXCVBNM<>~"),
            ("іїєґ", "s]'\\"), ("ІЇЄҐ", "S}\"|"),
        ]
        var keys: [Character: Character] = [:]
        for row in rows { keys.merge(zip(row.cyrillic, row.latin)) { first, _ in first } }
        return keys
    }()
}

/// Keys as people read and write them: `q`, `^P`, `Alt-x`, `Enter`, `PgUp`, `F1`, `Space`, `↑`.
extension Key {
    /// A key from its notation, in any case: what `notation` gives, and the spellings of configuration files:
    /// `Ctrl-p`, `C-p`, `M-x`, `Up`, `PageUp`, `Escape`, `Return`, `Shift-Tab`. A single character is that character
    /// as it is. nil for anything else.
    public init?(notation: String) {
        if notation.count == 1, let character = notation.first, Self.arrow(character) == nil {
            self = .character(character)
            return
        }
        let lowered = notation.lowercased()
        if let key = Self.named[lowered] {
            self = key
        } else if let number = Self.functionNumber(lowered) {
            self = .function(number)
        } else if let character = Self.argument(of: lowered, after: ["^", "ctrl-", "c-"]) {
            guard character.isASCII, character == " " || character.isLetter || "\\]^_".contains(character) else {
                return nil
            }
            self = .control(character)
        } else if Self.argument(of: lowered, after: ["alt-", "m-"]) != nil,
            let character = Self.argument(of: notation, after: ["alt-", "m-"])
        {
            // With these, terminals begin sequences of their own.
            guard !"[]PX^_".contains(character) else { return nil }
            self = .alt(character)
        } else {
            return nil
        }
    }

    /// The key as footer and help show it; `init(notation:)` reads it back.
    public var notation: String {
        switch self {
        case .character(let character): character == " " ? "Space" : String(character)
        case .control(let character): character == " " ? "^Space" : "^" + character.uppercased()
        case .alt(let character): character == " " ? "Alt-Space" : "Alt-" + String(character)
        case .function(let number): "F\(number)"
        // A new key needs a name there.
        default: Self.display[self] ?? ""
        }
    }

    /// The display form of the keys with a name.
    private static let display: [Key: String] = [
        .enter: "Enter", .altEnter: "Alt-Enter", .escape: "Esc", .tab: "Tab", .backTab: "Shift-Tab",
        .backspace: "Backspace", .altBackspace: "Alt-Backspace", .delete: "Del", .insert: "Ins",
        .up: "↑", .down: "↓", .left: "←", .right: "→",
        .home: "Home", .end: "End", .pageUp: "PgUp", .pageDown: "PgDn",
        .shiftUp: "Shift-↑", .shiftDown: "Shift-↓", .shiftLeft: "Shift-←", .shiftRight: "Shift-→",
        .shiftHome: "Shift-Home", .shiftEnd: "Shift-End",
        .controlUp: "Ctrl-↑", .controlDown: "Ctrl-↓", .controlLeft: "Ctrl-←", .controlRight: "Ctrl-→",
        .controlHome: "Ctrl-Home", .controlEnd: "Ctrl-End", .controlDelete: "Ctrl-Del",
        .controlShiftLeft: "Ctrl-Shift-←", .controlShiftRight: "Ctrl-Shift-→",
        .controlShiftHome: "Ctrl-Shift-Home", .controlShiftEnd: "Ctrl-Shift-End",
    ]

    /// Every spelling of the keys with a name, in lower case.
    private static let named: [String: Key] = {
        var keys: [String: Key] = [
            "return": .enter, "escape": .escape, "backtab": .backTab, "delete": .delete, "insert": .insert,
            "pageup": .pageUp, "pagedown": .pageDown, "space": .character(" "), "ctrl-delete": .controlDelete,
        ]
        let words = ["↑": "up", "↓": "down", "←": "left", "→": "right"]
        for (key, name) in display {
            let lowered = name.lowercased()
            keys[lowered] = key
            if let arrow = lowered.last, let word = words[String(arrow)] { keys[lowered.dropLast() + word] = key }
        }
        return keys
    }()

    private static func arrow(_ character: Character) -> Key? { named[String(character)] }

    private static func functionNumber(_ text: String) -> Int? {
        guard text.first == "f", let number = Int(text.dropFirst()), (1...63).contains(number) else { return nil }
        return number
    }

    /// The one character after one of the prefixes; `space` is a space.
    private static func argument(of text: String, after prefixes: [String]) -> Character? {
        for prefix in prefixes where text.lowercased().hasPrefix(prefix) {
            let rest = text.dropFirst(prefix.count)
            if rest.lowercased() == "space" { return " " }
            return rest.count == 1 ? rest.first : nil
        }
        return nil
    }
}
