import CursesTerminal
import Foundation

/// Signals that end the program at once.
enum FatalSignals {
    /// Those that end a process by default (signal(7)) and are not taken elsewhere: SIGHUP, SIGINT and SIGTERM end the
    /// program in order, SIGPIPE and SIGXFSZ are ignored, SIGKILL cannot be caught. The real-time signals are left out:
    /// the C library and its threads use some of them.
    static let all =
        [SIGSEGV, SIGILL, SIGABRT, SIGTRAP, SIGBUS, SIGFPE, SIGSYS]
        + [SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGPOLL, SIGXCPU, SIGPWR, SIGSTKFLT]

    /// Those that end the program at once where it does not end in order.
    static let orderly = [SIGHUP, SIGINT, SIGTERM]

    /// Gives the terminal back before a fatal signal ends the program as it would have anyway.
    static func restoreTerminal(at numbers: [Int32] = all) {
        for number in numbers {
            signal(number) { number in
                CursesTerminal.emergencyRestore()
                signal(number, SIG_DFL)
                raise(number)
            }
        }
    }
}
