import Dispatch
import Foundation
import ServiceLifecycle

/// Ends when standard input does: then whoever started the server is gone.
struct InputWatch: ServiceLifecycle.Service {
    func run() async throws {
        let waiter = Waiter()
        let source = DispatchSource.makeReadSource(fileDescriptor: STDIN_FILENO, queue: .global())
        source.setEventHandler {
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN) { waiter.wake() }
        }
        source.activate()
        defer { source.cancel() }
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
}
