import Foundation

/// Another program that has the terminal until it ends: an editor, a viewer.
///
/// Foundation's `Process` puts a child in a process group of its own, which the terminal would stop as soon as it
/// reads a key; here it stays in the foreground group (posix_spawn(3)).
enum ForegroundProcess {
    /// Runs the program and waits for it; its exit code, or nil if it did not start or was killed.
    static func run(_ arguments: [String]) -> Int32? {
        guard let program = arguments.first else { return nil }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Signals that this program handles or ignores are the child's own business again.
        var defaults = sigset_t()
        sigemptyset(&defaults)
        for number in [SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGPIPE, SIGTSTP, SIGWINCH] { sigaddset(&defaults, number) }
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

        let copies = arguments.map { strdup($0) }
        let variables = ChildEnvironment.variables.map { strdup("\($0.key)=\($0.value)") }
        defer { (copies + variables).forEach { free($0) } }
        var child = pid_t()
        guard posix_spawnp(&child, program, nil, &attributes, copies + [nil], variables + [nil]) == 0
        else { return nil }
        var status: Int32 = 0
        while waitpid(child, &status, 0) == -1 { if errno != EINTR { return nil } }
        // WIFEXITED and WEXITSTATUS, which are macros.
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : nil
    }
}
