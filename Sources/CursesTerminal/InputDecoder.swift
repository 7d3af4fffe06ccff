import CNcurses
import Foundation
import TerminalKit

/// Makes events of what ncurses reads: joins Escape with what follows at once to Alt, collects pasted text, drops
/// control sequences that nobody knows.
struct InputDecoder {
    private enum State {
        case ground
        /// Escape came; whether alone is not known yet.
        case escape
        /// Escape and `[` came: a sequence that ncurses does not know, up to its final character.
        case sequence
        /// Between the brackets of a paste.
        case paste
    }

    /// Enough for every text there is a use for; a flood is cut.
    private static let maximumPaste = 16 * 1024 * 1024
    private static let doublePress = Duration.milliseconds(400)

    private var state = State.ground
    private var events: [InputEvent] = []
    private var pasted = String.UnicodeScalarView()
    private var pastedCount = 0
    private var sequenceLength = 0
    private var lastPress: (position: Position, time: ContinuousClock.Instant)?

    /// One character.
    mutating func feed(_ unit: wint_t) {
        guard let scalar = Unicode.Scalar(unit) else { return }
        switch state {
        case .ground:
            if scalar == "\u{1B}" { state = .escape } else { events.append(.key(Self.key(scalar))) }
        case .escape: feedAfterEscape(scalar)
        case .sequence:
            sequenceLength += 1
            if (0x40...0x7E).contains(scalar.value) { state = .ground }
        case .paste: paste(scalar)
        }
    }

    /// A key that ncurses has recognised by its sequence.
    mutating func feed(keyCode: Int32) {
        if state == .paste {
            if keyCode == KeyCodes.pasteEnd { finishPaste() } else { pasteSequence(of: keyCode) }
            return
        }
        settle()
        if keyCode == KeyCodes.pasteStart {
            state = .paste
        } else if let key = KeyCodes.key(keyCode) {
            events.append(.key(key))
        }
    }

    /// Something done with the mouse.
    mutating func feed(_ event: MEVENT) {
        if state == .paste { return }
        settle()
        let position = Position(row: Int(event.y), column: Int(event.x))
        if cn_is_wheel_up(event.bstate) != 0 {
            events.append(.mouse(MouseEvent(kind: .wheelUp, position: position)))
        } else if cn_is_wheel_down(event.bstate) != 0 {
            events.append(.mouse(MouseEvent(kind: .wheelDown, position: position)))
        } else if cn_is_press(event.bstate) != 0 {
            let now = ContinuousClock.now
            let isDouble = lastPress.map { $0.position == position && now - $0.time < Self.doublePress } ?? false
            events.append(.mouse(MouseEvent(kind: isDouble ? .doublePress : .press, position: position)))
            lastPress = isDouble ? nil : (position, now)
        }
    }

    /// What has come, now that no more waits. A paste that has not ended yet goes on the next time.
    mutating func finish() -> [InputEvent] {
        settle()
        return take()
    }

    /// What has come so far, while more may be on its way.
    mutating func take() -> [InputEvent] {
        defer { events.removeAll() }
        return events
    }

    /// An Escape with nothing after it was the key.
    private mutating func settle() {
        switch state {
        case .escape: events.append(.key(.escape))
        case .sequence where sequenceLength == 0: events.append(.key(.alt("[")))
        case .ground, .sequence: break
        case .paste: return
        }
        state = .ground
    }

    private mutating func feedAfterEscape(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\u{1B}": events.append(.key(.escape))
        case "[":
            state = .sequence
            sequenceLength = 0
        default:
            state = .ground
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

    private mutating func paste(_ scalar: Unicode.Scalar) {
        guard pastedCount < Self.maximumPaste else { return }
        pasted.append(scalar)
        pastedCount += 1
    }

    /// Pasted text may hold what a key would send.
    private mutating func pasteSequence(of keyCode: Int32) {
        guard let sequence = keybound(keyCode, 0) else { return }
        for scalar in String(cString: sequence).unicodeScalars { paste(scalar) }
        free(sequence)
    }

    private mutating func finishPaste() {
        let text = String(pasted).split(omittingEmptySubsequences: false) { $0 == "\r" || $0 == "\r\n" }
        events.append(.paste(text.joined(separator: "\n")))
        pasted = String.UnicodeScalarView()
        pastedCount = 0
        state = .ground
    }
}
