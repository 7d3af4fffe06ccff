import CabdeskUI
import CursesTerminal
import Foundation
import TerminalKit

/// Turns what the operating system reports into messages: keys, the window's size, the end of the terminal.
@MainActor
final class TerminalEvents {
    private let terminal: CursesTerminal
    private let mailbox: Mailbox
    private var watches: [ReadWatch] = []
    private nonisolated static let windowChange = SignalPipe()
    private nonisolated static let continuation = SignalPipe()

    init(terminal: CursesTerminal, mailbox: Mailbox) {
        self.terminal = terminal
        self.mailbox = mailbox
        watch(CursesTerminal.inputDescriptor) { $0.readInput() }
        // Without descriptors for a pipe, nothing is made of its signal.
        if let change = Self.windowChange {
            signal(SIGWINCH) { _ in TerminalEvents.windowChange?.write() }
            watch(change.readEnd) { events in
                if change.take() { events.takeOverSize() }
            }
            // A change until then was not reported.
            takeOverSize()
        }
        if let stop = CursesTerminal.stopDescriptor {
            watch(stop) { events in
                if events.terminal.takeStopSignal() { events.mailbox.post(.stopRequested) }
            }
        }
        // Stopped from outside and brought back by a shell: the screen and the modes are to be set again.
        if let continuation = Self.continuation {
            signal(SIGCONT) { _ in TerminalEvents.continuation?.write() }
            watch(continuation.readEnd) { events in
                guard continuation.take(), events.terminal.reclaim() else { return }
                events.mailbox.post(.windowResized(events.terminal.size))
            }
        }
    }

    func stop() {
        watches.forEach { $0.suspend() }
        watches = []
    }

    private func takeOverSize() {
        if let size = terminal.resize() { mailbox.post(.windowResized(size)) }
    }

    private func watch(_ descriptor: Int32, _ handler: @escaping @MainActor (TerminalEvents) -> Void) {
        watches.append(
            ReadWatch(descriptor) { [weak self] in
                if let self { handler(self) }
            })
    }

    private func readInput() {
        let events = terminal.drainInput()
        if events.isEmpty, hasHungUp { mailbox.post(.quitRequested) }
        mailbox.deliver(events.map(AppMessage.init))
    }

    /// Whether the terminal is gone, so that reading would report the same end for ever.
    private var hasHungUp: Bool {
        var descriptor = pollfd(fd: CursesTerminal.inputDescriptor, events: Int16(POLLIN), revents: 0)
        poll(&descriptor, 1, 0)
        return descriptor.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
    }
}

extension AppMessage {
    fileprivate init(_ event: InputEvent) {
        self =
            switch event {
            case .key(let key): .keyPressed(key)
            case .paste(let text): .pasted(text)
            case .mouse(let event): .mouse(event)
            case .resized(let size): .windowResized(size)
            case .attributesReported: .terminalAnswered
            }
    }
}
