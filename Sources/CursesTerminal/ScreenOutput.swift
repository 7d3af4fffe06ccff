import CNcurses
import Foundation
import SystemKit

/// Where ncurses writes, and a way to send all that it writes for one picture at once.
///
/// ncurses sends what it has gathered each time it moves the cursor, some seventy times for a page. Each piece wakes
/// the terminal, which may show the page half painted. So a picture goes to a file in memory first.
struct ScreenOutput: ~Copyable {
    /// The terminal, under a number of its own: what else is written to standard output is never gathered. ncurses has
    /// it until the program ends.
    let descriptor: Int32
    private let terminal: Int32
    private let memory: Descriptor

    /// Nil if there are no descriptors.
    init?(terminal: Int32 = STDOUT_FILENO) {
        guard let memory = Descriptor.inMemory() else { return nil }
        let descriptor = fcntl(terminal, F_DUPFD_CLOEXEC, 0)
        guard descriptor >= 0 else { return nil }
        self.descriptor = descriptor
        self.terminal = terminal
        self.memory = memory
    }

    /// Sends what is written meanwhile, in one piece at the end.
    func gather(_ write: () -> Void) {
        let file = memory.number
        guard cn_redirect(file, descriptor) >= 0 else { return write() }
        write()
        // Both are open, so that it only fails for a moment (dup(2)).
        while cn_redirect(terminal, descriptor) < 0, errno == EINTR || errno == EBUSY {}
        let count = max(0, Int(lseek(file, 0, SEEK_CUR)))
        lseek(file, 0, SEEK_SET)
        let picture = [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
            filled = max(0, pread(file, bytes.baseAddress, count, 0))
        }
        CursesTerminal.send(picture, to: terminal)
    }
}
