import CNcurses
import Foundation

/// Where ncurses writes, and a way to send all that it writes for one picture at once.
///
/// ncurses sends what it has gathered each time it moves the cursor, some seventy times for a page. Each piece wakes
/// the terminal, which may show the page half painted. So a picture goes to a file in memory first.
struct ScreenOutput {
    /// The terminal, under a number of its own: what else is written to standard output is never gathered.
    let descriptor: Int32
    private let terminal: Int32
    /// -1 if there is none: then everything is sent as it comes.
    private let memory: Int32

    /// Nil if there are no descriptors.
    init?(terminal: Int32 = STDOUT_FILENO) {
        self.terminal = terminal
        descriptor = fcntl(terminal, F_DUPFD_CLOEXEC, 0)
        if descriptor < 0 { return nil }
        memory = cn_memory_file()
    }

    func close() {
        // ncurses has the descriptor.
        if memory >= 0 { Foundation.close(memory) }
    }

    /// Sends what is written meanwhile, in one piece at the end.
    func gather(_ write: () -> Void) {
        guard memory >= 0, cn_redirect(memory, descriptor) >= 0 else { return write() }
        write()
        // Both are open, so that it only fails for a moment (dup(2)).
        while cn_redirect(terminal, descriptor) < 0, errno == EINTR || errno == EBUSY {}
        let count = max(0, Int(lseek(memory, 0, SEEK_CUR)))
        lseek(memory, 0, SEEK_SET)
        let picture = [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
            filled = max(0, pread(memory, bytes.baseAddress, count, 0))
        }
        CursesTerminal.send(picture, to: terminal)
    }
}
