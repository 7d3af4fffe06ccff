/// Bindings without switching the keyboard: a key pressed on ЙЦУКЕН as the Latin one in the same place.
extension Key {
    /// The key of a Latin keyboard in the place of this one, if this one is on the Russian or Ukrainian layout; else
    /// the key itself. Only letters are mapped: a full stop may be meant as one on either layout.
    public var onLatinLayout: Key {
        switch self {
        case .character(let character): .character(Self.latin[character] ?? character)
        case .control(let character): .control(Self.latin[character] ?? character)
        case .alt(let character): .alt(Self.latin[character] ?? character)
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
