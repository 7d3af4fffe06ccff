import CabdeskUI
import Dispatch
import Foundation

/// Turns what is typed into lines. The terminal itself lets its user correct a line until Enter.
@MainActor
final class LineInput {
    private let mailbox: Mailbox
    private let source: any DispatchSourceRead
    private var bytes: [UInt8] = []

    init(mailbox: Mailbox) {
        self.mailbox = mailbox
        source = DispatchSource.makeReadSource(fileDescriptor: STDIN_FILENO, queue: .main)
        // The handler runs on the main queue, which is the main actor's.
        source.setEventHandler { [weak self] in
            MainActor.assumeIsolated { self?.read() }
        }
        source.activate()
    }

    func stop() { source.cancel() }

    private func read() {
        var part = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(STDIN_FILENO, &part, part.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return }
        if count <= 0 {
            end()
            return
        }
        bytes += part.prefix(count)
        while let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
            post(bytes[..<end])
            bytes.removeSubrange(...end)
        }
    }

    /// Ctrl-D on a terminal, which goes on afterwards; the end of a pipe, or a terminal that is gone, which do not.
    private func end() {
        if !bytes.isEmpty { post(bytes[...]) }
        bytes = []
        var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        poll(&descriptor, 1, 0)
        let isGone = descriptor.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
        if isatty(STDIN_FILENO) == 1, !isGone {
            mailbox.post(.lineTyped(nil))
        } else {
            source.cancel()
            mailbox.post([.lineTyped(nil), .quitRequested])
        }
    }

    private func post(_ line: ArraySlice<UInt8>) {
        let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        mailbox.post(.lineTyped(String(decoding: line, as: UTF8.self)))
    }
}
