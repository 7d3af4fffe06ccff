import CLinux
import Foundation

/// Another program that this one has started (posix_spawn(3)), until its end has been waited for.
///
/// Foundation's `Process` puts a child in a process group of its own, which the terminal stops as soon as it reads a key.
package struct ChildProcess: Sendable {
    let id: pid_t

    /// The descriptors of standard input, output and error.
    package typealias Files = (input: Int32, output: Int32, errors: Int32)

    /// Starts a program, which is looked for in `PATH`, with its arguments. Signals do in it what they do by default.
    ///
    /// Without `files` it has the terminal and the files of this program. With `files` it inherits no others, and runs in a
    /// session of its own, so that it cannot open `/dev/tty` either. Nil if it cannot be started; `errno` says why.
    package init?(_ arguments: [String], environment: [String: String], files: Files? = nil) {
        guard let program = arguments.first, !program.isEmpty else {
            errno = ENOENT
            return nil
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let files {
            posix_spawn_file_actions_adddup2(&actions, files.input, STDIN_FILENO)
            posix_spawn_file_actions_adddup2(&actions, files.output, STDOUT_FILENO)
            posix_spawn_file_actions_adddup2(&actions, files.errors, STDERR_FILENO)
            clinux_close_rest(&actions)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, clinux_spawn_flags(files != nil))
        let words = arguments.map { strdup($0) }
        let variables = environment.map { strdup("\($0.key)=\($0.value)") }
        defer { (words + variables).forEach { free($0) } }
        var child = pid_t()
        let error = posix_spawnp(&child, program, &actions, &attributes, words + [nil], variables + [nil])
        guard error == 0 else {
            errno = error
            return nil
        }
        id = child
    }

    /// Waits for its end; the exit code, or nil if a signal ended it.
    package func wait() -> Int32? {
        var status: Int32 = 0
        while waitpid(id, &status, 0) == -1 { if errno != EINTR { return nil } }
        return Self.exitCode(status)
    }

    /// Whether it has ended; then its exit code, or nil if a signal ended it.
    func poll() -> (hasEnded: Bool, exitCode: Int32?) {
        var status: Int32 = 0
        let hasEnded = waitpid(id, &status, WNOHANG) == id
        return (hasEnded, hasEnded ? Self.exitCode(status) : nil)
    }

    /// WIFEXITED and WEXITSTATUS are macros, which Swift does not import.
    private static func exitCode(_ status: Int32) -> Int32? { status & 0x7F == 0 ? (status >> 8) & 0xFF : nil }
}

/// The right of this process to start programs.
package enum ProgramStarts {
    /// Gives it up for good, in all threads: whatever goes wrong in the program, the kernel lets it start none. False where
    /// the kernel cannot do that.
    @discardableResult
    package static func forbid() -> Bool { clinux_forbid_programs() == 0 }
}
