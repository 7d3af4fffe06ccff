import Foundation

/// Stopping for a while, so that the shell that started the program has the terminal again (libc manual, "Job Control").
enum JobControl {
    /// Whether there is a shell that can stop the program and go on with it. A program that is its own session, such as
    /// the only one of a terminal window, would never be woken up.
    static var hasShell: Bool { getpgrp() != getsid(0) && getsid(getppid()) == getsid(0) }

    /// Stops the whole job, as the terminal's own Ctrl-Z does; returns when the shell has brought it to the foreground
    /// again.
    static func stop() {
        // The others of the job first, while this process takes no notice: a signal to the group may be taken by any
        // thread, at any time, and what puts the terminal back would run before the stop.
        let before = signal(SIGTSTP, SIG_IGN)
        kill(0, SIGTSTP)
        signal(SIGTSTP, SIG_DFL)
        // To this very thread, which lets it through and so stops here. The threads of a dispatch queue block it.
        var only = sigset_t()
        sigemptyset(&only)
        sigaddset(&only, SIGTSTP)
        var mask = sigset_t()
        pthread_sigmask(SIG_UNBLOCK, &only, &mask)
        // Going on in the background (`bg`) is of no use to a program that is all screen: it stops again.
        repeat { raise(SIGTSTP) } while hasShell && isInBackground
        pthread_sigmask(SIG_SETMASK, &mask, nil)
        signal(SIGTSTP, before)
    }

    /// Whether another job has the terminal; not when there is none any more.
    private static var isInBackground: Bool {
        let foreground = tcgetpgrp(STDIN_FILENO)
        return foreground != -1 && foreground != getpgrp()
    }
}
