import CLinux
import Glibc

/// Keeps the program's memory from being read.
package enum ProcessSecrecy {
    /// Call this first. From then on a crash leaves no core dump, no other process may read the memory, and the Swift
    /// runtime writes no crash reports (`SWIFT_BACKTRACE`), which show memory.
    ///
    /// Programs that this one starts inherit only the limit on core dumps.
    package static func begin() {
        clinux_forbid_dumps()
        for number in [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT, SIGSEGV, SIGTRAP] { signal(number, SIG_DFL) }
    }
}
