import Foundation
import HelpdeskDesk
import ServiceLifecycle

/// Ends when standard input does: then whoever started the server is gone.
struct InputWatch: ServiceLifecycle.Service {
    func run() async throws {
        let waiter = Waiter()
        // A thread that waits, and no dispatch source: libdispatch on Linux looks at a source once more after reporting
        // the end of a pipe, and crashes if the source was cancelled in between.
        Thread.detachNewThread {
            Self.waitForEnd()
            waiter.wake()
        }
        await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                await waiter.wait()
            } onGracefulShutdown: {
                waiter.wake()
            }
        } onCancel: {
            waiter.wake()
        }
    }

    /// Reads what comes, and forgets it, until there is nothing more to come.
    private static func waitForEnd() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            guard poll(&input, 1, -1) >= 0 || errno == EINTR else { return }
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN) { return }
        }
    }
}
