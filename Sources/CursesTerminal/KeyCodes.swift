import CNcurses
import TerminalKit

/// Key codes of ncurses as keys, and the sequences it is taught in addition to those of the terminal database.
enum KeyCodes {
    /// Codes of our own, above all of ncurses' (KEY_MAX is 511).
    static let pasteStart: Int32 = 1000
    static let pasteEnd: Int32 = 1001
    private static let firstTaught: Int32 = 1002

    static func key(_ code: Int32) -> Key? {
        if code >= firstTaught {
            let index = Int(code - firstTaught)
            return index < taught.count ? taught[index].key : nil
        }
        if code > KEY_F0, code <= KEY_F0 + 63 { return .function(Int(code - KEY_F0)) }
        return known[code]
    }

    /// Teaches ncurses the sequences that xterm and its kin send whatever the terminal database says.
    static func define() {
        define_key("\u{1B}[200~", pasteStart)
        define_key("\u{1B}[201~", pasteEnd)
        for (index, entry) in taught.enumerated() {
            for sequence in entry.sequences { define_key("\u{1B}" + sequence, firstTaught + Int32(index)) }
        }
    }

    private static let known: [Int32: Key] = [
        KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right,
        KEY_HOME: .home, KEY_END: .end, KEY_PPAGE: .pageUp, KEY_NPAGE: .pageDown,
        KEY_ENTER: .enter, KEY_BACKSPACE: .backspace, KEY_DC: .delete, KEY_IC: .insert, KEY_BTAB: .backTab,
        KEY_SR: .shiftUp, KEY_SF: .shiftDown, KEY_SLEFT: .shiftLeft, KEY_SRIGHT: .shiftRight,
        KEY_SHOME: .shiftHome, KEY_SEND: .shiftEnd,
    ]

    private static let taught: [(key: Key, sequences: [String])] = [
        (.up, ["[A", "OA"]), (.down, ["[B", "OB"]), (.right, ["[C", "OC"]), (.left, ["[D", "OD"]),
        (.home, ["[H", "OH", "[1~"]), (.end, ["[F", "OF", "[4~"]),
        (.shiftUp, ["[1;2A"]), (.shiftDown, ["[1;2B"]), (.shiftRight, ["[1;2C"]), (.shiftLeft, ["[1;2D"]),
        (.shiftHome, ["[1;2H"]), (.shiftEnd, ["[1;2F"]), (.backTab, ["[Z"]),
        (.controlUp, ["[1;5A"]), (.controlDown, ["[1;5B"]), (.controlRight, ["[1;5C"]), (.controlLeft, ["[1;5D"]),
        (.controlHome, ["[1;5H"]), (.controlEnd, ["[1;5F"]), (.controlDelete, ["[3;5~"]),
        (.controlShiftLeft, ["[1;6D"]), (.controlShiftRight, ["[1;6C"]),
        (.controlShiftHome, ["[1;6H"]), (.controlShiftEnd, ["[1;6F"]),
    ]
}
