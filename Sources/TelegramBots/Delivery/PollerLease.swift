import Foundation

/// The right to fetch the updates of one bot: a lock on a file, which the system gives back when the process ends,
/// however it ends.
final class PollerLease: Sendable {
    private let descriptor: Int32

    /// Nil if another process has it.
    init?(directory: String, name: String) {
        let descriptor = open(directory + "/" + name + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }
}
