import Foundation
import Glibc

/// A pipe from the handler of a signal to the program (the self-pipe trick): opened once and never closed, as the handler
/// writes to it at any time.
public struct SignalPipe: Sendable {
    /// Readable when a signal has come.
    public let readEnd: Int32
    private let writeEnd: Int32

    /// Nil if there are no descriptors.
    public init?() {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { return nil }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    /// Says that a signal has come. Async-signal-safe (signal-safety(7)); a pipe that cannot take more is readable anyway.
    public func write() {
        let before = errno
        _ = Glibc.write(writeEnd, "!", 1)
        errno = before
    }

    /// Whether a signal has come since this was asked last.
    public func take() -> Bool {
        var hasCome = false
        var byte: UInt8 = 0
        while read(readEnd, &byte, 1) == 1 { hasCome = true }
        return hasCome
    }
}

/// SIGTSTP while the terminal is in use. By default it would stop the program with its screen still on; so it makes a
/// descriptor readable, and the owner gives the terminal back first. Ctrl-Z is a key and sends no signal meanwhile.
struct StopSignal {
    private static let pipe = SignalPipe()

    /// Readable when the signal has come; nil where it stops the program at once.
    static var descriptor: Int32? { pipe?.readEnd }

    private var isCaught = false
    private var before: sighandler_t?

    /// From now on the signal goes to the descriptor.
    mutating func catchSignal() {
        guard !isCaught, Self.pipe != nil else { return }
        // The pipe is there already.
        before = signal(SIGTSTP) { _ in StopSignal.pipe?.write() }
        isCaught = true
    }

    /// From now on the signal does what it did before: it stops the program at once, with others of its job such as an
    /// editor, unless the program takes no notice of it.
    mutating func release() {
        guard isCaught else { return }
        signal(SIGTSTP, before)
        _ = Self.take()
        isCaught = false
    }

    /// Whether the signal has come since it was asked for last.
    static func take() -> Bool { pipe?.take() ?? false }
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
