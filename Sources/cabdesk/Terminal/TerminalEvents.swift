import CabdeskUI
import CursesTerminal
import Dispatch
import Foundation
import HelpdeskModels
import TerminalKit

/// Turns what the operating system reports into messages: keys, the window's size, the minute, the end of the terminal.
@MainActor
final class TerminalEvents {
    private let terminal: CursesTerminal
    private let mailbox: Mailbox
    private var sources: [any DispatchSourceProtocol] = []

    init(terminal: CursesTerminal, mailbox: Mailbox) {
        self.terminal = terminal
        self.mailbox = mailbox
        let input = DispatchSource.makeReadSource(fileDescriptor: CursesTerminal.inputDescriptor, queue: .main)
        watch(input) { $0.readInput() }
        watchWindow()
        if let stop = CursesTerminal.stopDescriptor {
            watch(DispatchSource.makeReadSource(fileDescriptor: stop, queue: .main)) { events in
                if events.terminal.takeStopSignal() { events.mailbox.post(.stopRequested) }
            }
        }
        // Stopped from outside and brought back by a shell: the screen and the modes are to be set again.
        watch(DispatchSource.makeSignalSource(signal: SIGCONT, queue: .main)) { events in
            if events.terminal.reclaim() { events.mailbox.post(.windowResized(events.terminal.size)) }
        }
        // Office hours and times of day change with the minute, and with nothing shorter.
        let minute = DispatchSource.makeTimerSource(queue: .main)
        let intoMinute = Int(Timestamp.now.milliseconds % 60_000)
        minute.schedule(
            deadline: .now() + .milliseconds(60_000 - intoMinute), repeating: .seconds(60), leeway: .seconds(1))
        watch(minute) { $0.mailbox.post(.minutePassed(.now)) }
    }

    func stop() {
        sources.forEach { $0.cancel() }
        sources = []
    }

    private func watchWindow() {
        signal(SIGWINCH, SIG_IGN)
        let window = DispatchSource.makeSignalSource(signal: SIGWINCH, queue: .main)
        // A source listens only some time after it was activated: a change until then is taken over here.
        window.setRegistrationHandler { [weak self] in
            MainActor.assumeIsolated { self?.takeOverSize() }
        }
        watch(window) { $0.takeOverSize() }
    }

    private func takeOverSize() {
        if let size = terminal.resize() { mailbox.post(.windowResized(size)) }
    }

    private func watch(_ source: any DispatchSourceProtocol, _ handler: @escaping @MainActor (TerminalEvents) -> Void) {
        // The handler runs on the main queue, which is the main actor's.
        source.setEventHandler { [weak self] in
            MainActor.assumeIsolated {
                if let self { handler(self) }
            }
        }
        source.activate()
        sources.append(source)
    }

    private func readInput() {
        let events = terminal.drainInput()
        if events.isEmpty, hasHungUp { mailbox.post(.quitRequested) }
        mailbox.post(events.map(AppMessage.init))
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
