import CNcurses
import Foundation

/// Puts the terminal back as it was. It is kept where the handler of a fatal signal can use it: bytes and terminal
/// modes in memory that never moves, reached without allocation or locks.
struct RestorePoint {
    /// Bracketed paste, which ncurses does not know of (xterm's private mode 2004).
    static let pasteOn = "\u{1B}[?2004h"
    static let pasteOff = "\u{1B}[?2004l"

    private struct Memory {
        var isArmed = false
        var modes = termios()
        var count = 0
    }

    private static let maximumBytes = 512
    // Unsafe because a signal handler reads it at any time: the flag is set last and cleared first. Both are allocated
    // once, when the first terminal is made, and never freed.
    nonisolated(unsafe) private static let memory: UnsafeMutablePointer<Memory> = {
        let memory = UnsafeMutablePointer<Memory>.allocate(capacity: 1)
        memory.initialize(to: Memory())
        return memory
    }()
    nonisolated(unsafe) private static let bytes: UnsafeMutablePointer<UInt8> = {
        let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: maximumBytes)
        bytes.initialize(repeating: 0, count: maximumBytes)
        return bytes
    }()

    private let modes: termios

    /// Remembers the modes from before the screen. To be made after it, when the terminal's strings are known.
    init(modes: termios) {
        self.modes = modes
    }

    /// The modes the terminal is in now.
    static func currentModes() -> termios {
        var modes = termios()
        tcgetattr(STDIN_FILENO, &modes)
        return modes
    }

    /// From now on `restore` does something.
    func arm() {
        Self.memory.pointee.isArmed = false
        let mouseOff = "\u{1B}[?1006l\u{1B}[?1000l"
        let strings = ["sgr0", "cnorm", "rmkx", "rmcup"].map(CursesTerminal.terminalString)
        let text = Self.pasteOff + mouseOff + strings.joined() + "\r\n"
        let count = min(text.utf8.count, Self.maximumBytes)
        for (index, byte) in text.utf8.prefix(count).enumerated() { Self.bytes[index] = byte }
        Self.memory.pointee.modes = modes
        Self.memory.pointee.count = count
        Self.memory.pointee.isArmed = true
    }

    /// From now on `restore` gives back these modes, where there is no screen; nil for nothing any more.
    static func arm(modesOnly modes: termios?) {
        memory.pointee.isArmed = false
        guard let modes else { return }
        memory.pointee.modes = modes
        memory.pointee.count = 0
        memory.pointee.isArmed = true
    }

    static func disarm() { memory.pointee.isArmed = false }

    /// Async-signal-safe: `write` and `tcsetattr` only.
    static func restore() {
        guard memory.pointee.isArmed else { return }
        memory.pointee.isArmed = false
        // Whether it is written or not, the program is about to end.
        if memory.pointee.count > 0 { _ = write(STDOUT_FILENO, bytes, memory.pointee.count) }
        tcsetattr(STDIN_FILENO, TCSANOW, &memory.pointee.modes)
    }
}
