import CLinux
import Glibc

/// Keeps what the program has in memory to the program.
package enum ProcessSecrecy {
    /// To be called first: from then on a crash leaves no core dump, no other process may read the memory, and the
    /// crash reports of the Swift runtime (`SWIFT_BACKTRACE`), which show memory, stay away.
    ///
    /// It holds for this program alone: what it starts can be debugged as ever, but for the limit on core dumps.
    package static func begin() {
        clinux_forbid_dumps()
        for number in [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT, SIGSEGV, SIGTRAP] { signal(number, SIG_DFL) }
    }

    /// Whether a core dump of this process could be made.
    package static var isDumpable: Bool { clinux_can_be_dumped() }
}
