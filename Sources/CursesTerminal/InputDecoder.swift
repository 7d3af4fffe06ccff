import CNcurses
import Foundation
import TerminalKit

/// Makes events of what ncurses reads: puts characters together, joins Escape with what follows at once to Alt, collects
/// pasted text, and swallows what terminals send that is no key: answers, and control sequences that nobody knows.
///
/// An answer may come in pieces, so what has begun goes on with the next input. It is given up after a pause, after
/// more than any answer has, and at anything that cannot be part of one, which is then read as usual.
struct InputDecoder {
    private enum State {
        case ground
        /// Escape came; whether alone is not known yet.
        case escape
        /// Escape and `O` came: a key of the number pad that ncurses does not know, up to its letter.
        case singleShift
        /// Escape and `[` came: a sequence that ncurses does not know, up to its final character.
        case sequence
        /// The beginning of an answer that is a string came.
        case string(ControlString)
        /// Escape came within such a string: with a backslash that is its end.
        case stringEscape
        /// Between the brackets of a paste.
        case paste
    }

    /// Enough for every text there is a use for; a flood is cut.
    private static let maximumPaste = 16 * 1024 * 1024
    private static let pasteEnd = Array("\u{1B}[201~".unicodeScalars)
    /// Longer than any answer to what this program asks.
    private static let maximumAnswer = 4096
    /// How late the next piece of an answer may come.
    private static let patience = Duration.seconds(2)

    private var state = State.ground
    private var characters = CharacterAssembler()
    private var events: [InputEvent] = []
    private var pasted = String.UnicodeScalarView()
    private var pastedCount = 0
    private var endedInReturn = false
    /// How many characters of the end of a paste came last, one by one.
    private var endLength = 0
    /// How many characters of an answer have been swallowed.
    private var answerLength = 0
    /// The parameters of the control sequence that is being swallowed.
    private var parameters = String.UnicodeScalarView()
    /// The terminal's attributes, from its answer to DA1 (ECMA-48, 8.3.24); nil before it came.
    private(set) var attributes: Set<Int>?
    /// When the input ended within an answer; nil if it did not.
    private var paused: ContinuousClock.Instant?
    private var presses = PressCounter()
    private let clock: () -> ContinuousClock.Instant

    /// - Parameter clock: passed in so that tests need not wait.
    init(clock: @escaping () -> ContinuousClock.Instant = { .now }) {
        self.clock = clock
    }

    /// A byte that is part of no key which ncurses knows.
    mutating func feed(_ byte: UInt8) {
        if let scalar = characters.take(byte) { feed(scalar) }
    }

    private mutating func feed(_ scalar: Unicode.Scalar) {
        giveUpAfterPause()
        switch state {
        case .ground: feedOnGround(scalar)
        case .escape: feedAfterEscape(scalar)
        case .singleShift, .sequence, .string: swallow(scalar)
        case .stringEscape:
            // Anything but the backslash: the string has broken off, and another sequence begins.
            if scalar == "\\" { state = .ground } else { feedAfterEscape(scalar) }
        case .paste: paste(scalar)
        }
    }

    /// A key that ncurses has recognised by its sequence.
    mutating func feed(keyCode: Int32) {
        characters.clear()
        if case .paste = state {
            if keyCode == KeyCodes.pasteEnd { finishPaste() } else { pasteSequence(of: keyCode) }
            return
        }
        abandon()
        if keyCode == KeyCodes.pasteStart {
            state = .paste
        } else if let key = KeyCodes.key(keyCode) {
            events.append(.key(key))
        }
    }

    /// Something done with the mouse.
    mutating func feed(_ event: MEVENT) {
        characters.clear()
        if case .paste = state { return }
        abandon()
        let position = Position(row: Int(event.y), column: Int(event.x))
        if cn_is_wheel_up(event.bstate) != 0 {
            events.append(.mouse(MouseEvent(kind: .wheelUp, position: position)))
        } else if cn_is_wheel_down(event.bstate) != 0 {
            events.append(.mouse(MouseEvent(kind: .wheelDown, position: position)))
        } else if cn_is_press(event.bstate) != 0 {
            let kind = presses.kind(ofPressAt: position, time: .now)
            events.append(.mouse(MouseEvent(kind: kind, position: position)))
        }
    }

    /// Takes the events so far, as no more input waits. A paste or an answer that has not ended goes on the next time.
    mutating func finish() -> [InputEvent] {
        switch state {
        // The character that follows is on its way.
        case .escape where characters.isWaiting: break
        case .escape, .singleShift: abandon()
        case .sequence, .string, .stringEscape: paused = clock()
        case .ground, .paste: break
        }
        return take()
    }

    /// Takes the events so far, while more may be on their way.
    mutating func take() -> [InputEvent] {
        defer { events.removeAll() }
        return events
    }
}

// MARK: Keys

extension InputDecoder {
    private mutating func feedOnGround(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x1B: state = .escape
        case 0x80...0x9F: feedControl(scalar)
        default: events.append(.key(Self.key(scalar)))
        }
    }

    private mutating func feedAfterEscape(_ scalar: Unicode.Scalar) {
        state = .ground
        if let string = ControlString(introducer: scalar) { return begin(.string(string)) }
        switch scalar {
        case "\u{1B}":
            events.append(.key(.escape))
            state = .escape
        case "[": begin(.sequence)
        case "O": begin(.singleShift)
        case "\u{80}"..."\u{9F}":
            events.append(.key(.escape))
            feedControl(scalar)
        default:
            switch Self.key(scalar) {
            case .character(let character): events.append(.key(.alt(character)))
            case .enter: events.append(.key(.altEnter))
            case .backspace: events.append(.key(.altBackspace))
            case let key: events.append(contentsOf: [.key(.escape), .key(key)])
            }
        }
    }

    private static func key(_ scalar: Unicode.Scalar) -> Key {
        switch scalar.value {
        case 0x00: .control(" ")
        case 0x08, 0x7F: .backspace
        case 0x09: .tab
        case 0x0A, 0x0D: .enter
        case 0x1B: .escape
        case 0x01...0x1A: .control(Character(Unicode.Scalar(UInt8(scalar.value) + 0x60)))
        case 0x1C...0x1F: .control(Character(Unicode.Scalar(UInt8(scalar.value) + 0x40)))
        default: .character(Character(scalar))
        }
    }
}

// MARK: Answers

extension InputDecoder {
    /// A control character of the second set (C1), which is the same as Escape and a letter in one. None is a key.
    private mutating func feedControl(_ scalar: Unicode.Scalar) {
        guard let letter = Unicode.Scalar(scalar.value - 0x40) else { return }
        if let string = ControlString(introducer: letter) {
            begin(.string(string))
        } else if letter == "[" {
            begin(.sequence)
        }
    }

    private mutating func begin(_ answer: State) {
        state = answer
        answerLength = 0
        parameters.removeAll()
        paused = nil
    }

    private mutating func swallow(_ scalar: Unicode.Scalar) {
        guard answerLength < Self.maximumAnswer, let next = stateAfter(scalar) else {
            abandon()
            return feed(scalar)
        }
        answerLength += 1
        guard case .sequence = state else { return state = next }
        note(scalar)
        // The beginning of a paste of which ncurses had not all bytes in time.
        state = scalar == "~" && String(parameters) == "200" ? .paste : next
    }

    /// Reads `CSI ? 62 ; 4 ; 22 c`: the level of the terminal, and what it can do.
    private mutating func note(_ scalar: Unicode.Scalar) {
        guard (0x40...0x7E).contains(scalar.value) else { return parameters.append(scalar) }
        guard scalar == "c", parameters.first == "?" else { return }
        let numbers = String(parameters.dropFirst()).split(separator: ";").compactMap { Int($0) }
        attributes = Set(numbers.dropFirst())
    }

    /// Nil for what cannot be part of the answer that is being swallowed.
    private func stateAfter(_ scalar: Unicode.Scalar) -> State? {
        switch state {
        case .string(let string):
            switch scalar.value {
            case 0x1B: .stringEscape
            // BEL and ST end it; CAN and SUB break it off (ECMA-48).
            case 0x07, 0x18, 0x1A, 0x9C: .ground
            case ..<0x20, 0x7F...0x9F: nil
            default: answerLength > 0 || string.canBegin(with: scalar) ? state : nil
            }
        default:
            switch scalar.value {
            case 0x20...0x3F: state
            case 0x40...0x7E: .ground
            default: nil
            }
        }
    }

    private mutating func giveUpAfterPause() {
        guard let paused else { return }
        if clock() - paused > Self.patience { abandon() }
        self.paused = nil
    }

    /// Ends whatever has begun and shall not go on: an Escape with nothing after it was the key.
    private mutating func abandon() {
        switch state {
        case .escape, .stringEscape: events.append(.key(.escape))
        case .singleShift where answerLength == 0: events.append(.key(.alt("O")))
        case .ground, .singleShift, .sequence, .string: break
        case .paste: return
        }
        state = .ground
        paused = nil
    }
}

// MARK: Pasting

extension InputDecoder {
    /// Terminals send line ends as CR, some as CR LF; each becomes LF here, one code point at a time.
    private mutating func paste(_ scalar: Unicode.Scalar) {
        if completesEnd(scalar) { return finishPaste() }
        guard pastedCount < Self.maximumPaste else { return }
        let endsPair = scalar == "\n" && endedInReturn
        endedInReturn = scalar == "\r"
        if endsPair { return }
        pasted.append(endedInReturn ? "\n" : scalar)
        pastedCount += 1
    }

    /// Whether the end of the paste came as characters, because ncurses had not all of its bytes in time. Takes what came
    /// of it out of the text.
    private mutating func completesEnd(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == Self.pasteEnd[endLength] { endLength += 1 } else { endLength = scalar == Self.pasteEnd[0] ? 1 : 0 }
        guard endLength == Self.pasteEnd.count else { return false }
        pasted.removeLast(min(pasted.count, endLength - 1))
        return true
    }

    /// Pasted text may hold what a key would send.
    private mutating func pasteSequence(of keyCode: Int32) {
        guard let sequence = keybound(keyCode, 0) else { return }
        for scalar in String(cString: sequence).unicodeScalars { paste(scalar) }
        free(sequence)
    }

    private mutating func finishPaste() {
        events.append(.paste(String(pasted)))
        pasted = String.UnicodeScalarView()
        pastedCount = 0
        endedInReturn = false
        endLength = 0
        state = .ground
    }
}

/// The kinds of strings in which terminals answer, by the letter after Escape (ECMA-48, section 5.6).
///
/// Each ends with `ESC \`. As keys, the same bytes would be Alt with a sign or a capital letter that no terminal
/// program uses.
enum ControlString {
    /// DCS, `ESC P`: settings and the terminal's name and version.
    case device
    /// OSC, `ESC ]`: colours, the clipboard, titles.
    case operatingSystem
    /// SOS, `ESC X`; PM, `ESC ^`; APC, `ESC _`: pictures, and what only some terminals know.
    case other

    /// Nil if no string begins with this letter.
    init?(introducer: Unicode.Scalar) {
        switch introducer {
        case "P": self = .device
        case "]": self = .operatingSystem
        case "X", "^", "_": self = .other
        default: return nil
        }
    }

    /// Whether an answer can begin with the character, so that what a person typed after such a key is left alone.
    func canBegin(with scalar: Unicode.Scalar) -> Bool {
        switch (self, scalar) {
        case (_, "0"..."9"): true
        case (.device, _): "!$+;>=?".unicodeScalars.contains(scalar)
        // Titles are reported by a letter.
        case (.operatingSystem, _): "lLI".unicodeScalars.contains(scalar)
        case (.other, _): scalar.isASCII
        }
    }
}
