import Synchronization
import SystemKit

/// Posts one message after a while; a newer reminder takes the place of an older one.
final class Reminder: Sendable {
    private let task = Mutex<Task<Void, Never>?>(nil)
    private let mailbox: Mailbox
    private let message: AppMessage

    init(_ message: AppMessage, to mailbox: Mailbox) {
        self.message = message
        self.mailbox = mailbox
    }

    deinit { cancel() }

    func remind(after time: Duration) {
        let new = Task { [mailbox, message] in
            guard (try? await MachineTimer.sleep(for: time)) != nil else { return }
            mailbox.post(message)
        }
        let old = task.withLock { task in
            defer { task = new }
            return task
        }
        old?.cancel()
    }

    func cancel() {
        let old = task.withLock { task in
            defer { task = nil }
            return task
        }
        old?.cancel()
    }
}
