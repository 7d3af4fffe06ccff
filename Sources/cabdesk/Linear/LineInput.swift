import CabdeskUI
import CursesTerminal
import Dispatch
import Foundation
import Glibc
import SystemKit

/// Turns what is typed into lines. The terminal itself lets its user correct a line until Enter.
///
/// A terminal is read only when the main queue has time: while an editor has it, nothing is taken away from there. A
/// pipe has no such other reader, and a thread of its own waits for it.
@MainActor
final class LineInput {
    private let mailbox: Mailbox
    private var watch: ReadWatch?
    private var lines = LineSplitter()
    private var gatherer = LineGatherer()
    /// Waits for what follows a dot.
    private var dot: Task<Void, Never>?
    private var isPaused = false
    /// The terminal's settings as they were found; nil where nothing was changed.
    private var found: termios?

    init(mailbox: Mailbox) {
        self.mailbox = mailbox
        if isatty(STDIN_FILENO) == 1 {
            eraseWholeLetters()
            readTerminal()
        } else {
            Self.readPipe(mailbox)
        }
    }

    /// Leaves the terminal as it was found.
    func stop() {
        watch?.suspend()
        watch = nil
        dot?.cancel()
        if var found {
            tcsetattr(STDIN_FILENO, TCSANOW, &found)
            CursesTerminal.protect(nil)
        }
        found = nil
    }

    /// Lets Backspace take a whole letter of Cyrillic off, not half of it (termios(3), IUTF8).
    private func eraseWholeLetters() {
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0, settings.c_iflag & tcflag_t(IUTF8) == 0 else { return }
        found = settings
        CursesTerminal.protect(settings)
        FatalSignals.restoreTerminal()
        settings.c_iflag |= tcflag_t(IUTF8)
        tcsetattr(STDIN_FILENO, TCSANOW, &settings)
    }

    private func readTerminal() {
        watch = ReadWatch(STDIN_FILENO) { [weak self] in self?.readAvailable() }
    }

    /// The most reads of what is there at once; a terminal gives one line to each.
    private static let maxReads = 1024

    private func readAvailable() {
        var read: [String] = []
        for _ in 0..<Self.maxReads {
            let state = terminalState
            // Also at first: the input that was noticed may have gone to an editor meanwhile.
            if state == 0 { break }
            guard let part = Self.read() else {
                // Ctrl-D ends a text or leaves a place, and typing continues; a terminal that is gone ends everything.
                let isGone = state & (POLLHUP | POLLERR | POLLNVAL) != 0
                mailbox.post(gatherer.take(read + lines.end()) + gatherer.end())
                mailbox.post(isGone ? .quitRequested : .lineTyped(nil))
                return
            }
            read += lines.take(part)
        }
        mailbox.post(gatherer.take(read))
        awaitWhatFollows()
        pauseUntilRoom()
    }

    /// Lets a dot pass if nothing follows it soon.
    private func awaitWhatFollows() {
        dot?.cancel()
        guard gatherer.isHolding else { return }
        dot = Task {
            guard (try? await MachineTimer.sleep(for: .milliseconds(LineGatherer.pause))) != nil else { return }
            mailbox.post(gatherer.end())
        }
    }

    /// Reads no further until the loop has processed most of what was typed or pasted.
    private func pauseUntilRoom() {
        if mailbox.hasRoom || isPaused { return }
        isPaused = true
        watch?.suspend()
        Task {
            await mailbox.waitForRoom()
            readOn()
        }
    }

    private func readOn() {
        if isPaused { watch?.resume() }
        isPaused = false
    }

    /// The answer of poll(2) about the terminal; 0 if there is nothing to read.
    private var terminalState: Int32 {
        var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        poll(&descriptor, 1, 0)
        return Int32(descriptor.revents)
    }

    private nonisolated static func readPipe(_ mailbox: Mailbox) {
        Thread.detachNewThread {
            var lines = LineSplitter()
            // Some programs begin what they send in UTF-8 with a byte order mark, which nobody typed.
            if let first = read() {
                let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
                let part = first.starts(with: mark) ? first.dropFirst(mark.count) : first
                mailbox.post(lines.take(part).map(AppMessage.lineTyped))
            }
            while let part = read() {
                mailbox.post(lines.take(part).map(AppMessage.lineTyped))
                waitForRoom(mailbox)
            }
            mailbox.post(lines.end().map(AppMessage.lineTyped) + [.lineTyped(nil), .quitRequested])
        }
    }

    /// Blocks the thread until the loop has processed most of the input, so that a pipe waits and memory does not fill.
    private nonisolated static func waitForRoom(_ mailbox: Mailbox) {
        if mailbox.hasRoom { return }
        let hasRoom = DispatchSemaphore(value: 0)
        Task.detached {
            await mailbox.waitForRoom()
            hasRoom.signal()
        }
        hasRoom.wait()
    }

    /// The input that is there; nil at the end.
    private nonisolated static func read() -> ArraySlice<UInt8>? {
        var part = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = Glibc.read(STDIN_FILENO, &part, part.count)
            if count > 0 { return part.prefix(count) }
            if count == 0 || errno != EINTR { return nil }
        }
    }
}
