import CNcurses

@testable import CursesTerminal
@testable import TerminalKit

/// Input from the terminal.
extension FuzzTarget {
    /// Input decodes to the same events whether it comes at once or bit by bit, and nothing of it is left over. A
    /// private-use code point stands for the key code of that many above U+E000.
    static func keys(_ text: String) throws(Finding) {
        var whole = InputDecoder()
        var pieces = InputDecoder()
        var taken: [InputEvent] = []
        for scalar in text.unicodeScalars {
            if (0xE000...0xF8FF).contains(scalar.value) {
                let code = Int32(scalar.value - 0xE000)
                whole.feed(keyCode: code)
                pieces.feed(keyCode: code)
            } else {
                for byte in String(scalar).utf8 {
                    whole.feed(byte)
                    pieces.feed(byte)
                    taken += pieces.take()
                }
            }
            taken += pieces.take()
        }
        let events = whole.finish()
        try require(events == taken + pieces.finish(), "other events in pieces")
        try require(events.count <= 2 * text.unicodeScalars.count, "\(events.count) events")
        try require(whole.finish().isEmpty, "events come twice")
        for event in events {
            if case .paste(let pasted) = event {
                try require(!pasted.unicodeScalars.contains("\r"), "a paste has a carriage return")
            }
        }
    }

    /// A key that was read is written so that it is read again.
    static func notation(_ text: String) throws(Finding) {
        guard let key = Key(notation: text) else { return }
        try require(Key(notation: key.notation) == key, "\(key) is written \(key.notation)")
        _ = key.onLatinLayout
    }
}
