import Foundation
import Glibc

/// SIGTSTP while the terminal is in use. By default it would stop the program with its screen still on; so it makes a
/// descriptor readable, and the owner gives the terminal back first. Ctrl-Z is a key and sends no signal meanwhile.
struct StopSignal {
    /// A pipe, opened once and never closed, as the handler writes to it at any time; nil if there are no descriptors.
    private static let pipe: (readEnd: Int32, writeEnd: Int32)? = {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { return nil }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        return (ends[0], ends[1])
    }()

    /// Readable when the signal has come; nil where it stops the program at once.
    static var descriptor: Int32? { pipe?.readEnd }

    private var isCaught = false

    /// From now on the signal goes to the descriptor.
    mutating func catchSignal() {
        guard !isCaught, Self.pipe != nil else { return }
        signal(SIGTSTP) { _ in
            // Async-signal-safe: the pipe is there already. One that cannot take more is readable anyway.
            let before = errno
            _ = StopSignal.pipe.map { write($0.writeEnd, "!", 1) }
            errno = before
        }
        isCaught = true
    }

    /// From now on the signal stops the program at once, with others of its job such as an editor.
    mutating func release() {
        guard isCaught else { return }
        signal(SIGTSTP, SIG_DFL)
        _ = Self.take()
        isCaught = false
    }

    /// Whether the signal has come since it was asked for last.
    static func take() -> Bool {
        guard let descriptor else { return false }
        var hasCome = false
        var byte: UInt8 = 0
        while read(descriptor, &byte, 1) == 1 { hasCome = true }
        return hasCome
    }
}

/// The actions for the signals that ncurses takes over when it makes a screen.
struct SignalDispositions {
    private let saved: [(signal: Int32, action: sigaction)]

    /// As they are now.
    init() {
        saved = [SIGINT, SIGTERM, SIGTSTP, SIGWINCH].map { signal in
            var action = sigaction()
            sigaction(signal, nil, &action)
            return (signal, action)
        }
    }

    func restore() {
        for (signal, action) in saved {
            var action = action
            sigaction(signal, &action, nil)
        }
    }
}
