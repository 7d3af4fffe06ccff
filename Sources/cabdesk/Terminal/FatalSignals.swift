import CursesTerminal
import Foundation

/// Signals that end the program at once.
enum FatalSignals {
    /// Gives the terminal back before a fatal signal ends the program as it would have anyway.
    static func restoreTerminal() {
        for number in [SIGSEGV, SIGILL, SIGABRT, SIGTRAP, SIGBUS, SIGFPE] {
            signal(number) { number in
                CursesTerminal.emergencyRestore()
                signal(number, SIG_DFL)
                raise(number)
            }
        }
    }
}
