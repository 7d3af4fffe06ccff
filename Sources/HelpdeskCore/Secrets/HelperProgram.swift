import CLinux
import Foundation

/// A program that is run for what it prints: a password manager, the secret service's tool.
///
/// It never gets at the terminal: standard input is what it is given or empty, and it has a session of its own, so that
/// `/dev/tty` is not there either. Whoever has to be asked for something is asked in a window.
public struct HelperProgram {
    /// What became of it.
    public struct Outcome: Sendable {
        /// Nil if a signal ended it.
        public var status: Int32?
        /// The beginning of what it printed, at most `outputLimit` bytes.
        public var output: String
        /// The last line that it wrote on standard error, without control characters; empty if there was none.
        public var complaint: String
    }

    public enum Failure: Error {
        /// Not there, or not to be executed: a number of errno(3).
        case notStarted(Int32)
        /// It was ended, with whatever it had started in its session.
        case timedOut
    }

    private static let outputLimit = 64 << 10
    private static let complaintLimit = 200

    /// The program, looked for in `PATH`, and its arguments.
    private let arguments: [String]
    private let environment: [String: String]
    private let limit: Duration

    /// `limit`: by default, for a person to type a password in a window, and no longer.
    public init(arguments: [String], environment: [String: String], limit: Duration = .seconds(60)) {
        self.arguments = arguments
        self.environment = environment
        self.limit = limit
    }

    /// Runs it to its end. `input` is what it reads.
    public func run(input: Secret? = nil) throws(Failure) -> Outcome {
        guard let program = arguments.first, !program.isEmpty else { throw .notStarted(ENOENT) }
        guard let output = Channel(), let complaints = Channel() else { throw .notStarted(errno) }
        let source = try Self.source(of: input)
        let child = try spawn(program, source, output.writing, complaints.writing)
        output.closeWriting()
        complaints.closeWriting()
        return try Self.collect(child, output, complaints, until: .now + limit)
    }

    /// What is read is never on a disk, and not in a pipe, which would have to be written while the program runs.
    private static func source(of input: Secret?) throws(Failure) -> Descriptor {
        let opened = input == nil ? Descriptor("/dev/null", O_RDONLY) : Descriptor(adopting: clinux_memory_file())
        guard let file = opened else { throw .notStarted(errno) }
        guard var text = input?.text else { return file }
        let isWritten = text.withUTF8 { file.write(UnsafeRawBufferPointer($0)) }
        guard isWritten, lseek(file.number, 0, SEEK_SET) == 0 else { throw .notStarted(errno) }
        return file
    }

    private func spawn(
        _ program: String, _ source: borrowing Descriptor, _ output: Int32, _ complaints: Int32
    ) throws(Failure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, source.number, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, complaints, STDERR_FILENO)
        // Connections and files of this program are none of its business.
        clinux_close_rest(&actions)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, clinux_detached())
        // By this GnuPG would ask on the terminal after all, by way of its agent.
        let variables = environment.filter { $0.key != "GPG_TTY" }.map { strdup("\($0.key)=\($0.value)") }
        let words = arguments.map { strdup($0) }
        defer { (variables + words).forEach { free($0) } }
        var child = pid_t()
        let error = posix_spawnp(&child, program, &actions, &attributes, words + [nil], variables + [nil])
        guard error == 0 else { throw .notStarted(error) }
        return child
    }

    /// Reads until the program ends. What it left running in the background is not waited for.
    private static func collect(
        _ child: pid_t, _ output: Channel, _ complaints: Channel, until end: ContinuousClock.Instant
    ) throws(Failure) -> Outcome {
        let watch = clinux_watch_child(child)
        defer { if watch >= 0 { close(watch) } }
        var (text, complaint) = ([UInt8](), [UInt8]())
        while true {
            let left = end - .now
            guard left > .zero else {
                kill(-child, SIGKILL)
                var status: Int32 = 0
                while waitpid(child, &status, 0) == -1, errno == EINTR {}
                throw .timedOut
            }
            var waited = [output.reading, complaints.reading, watch].map {
                pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
            }
            if output.isOver { waited[0].fd = -1 }
            if complaints.isOver { waited[1].fd = -1 }
            // Without a descriptor of the child, it is looked at now and then.
            let pause = watch < 0 ? 10 : Int32(clamping: left.wholeMilliseconds + 1)
            poll(&waited, nfds_t(waited.count), pause)
            var status: Int32 = 0
            let hasEnded = waitpid(child, &status, WNOHANG) == child
            output.read(into: &text, keeping: outputLimit)
            complaints.read(into: &complaint, keeping: outputLimit)
            guard hasEnded else { continue }
            // WIFEXITED and WEXITSTATUS, which are macros.
            return Outcome(
                status: status & 0x7F == 0 ? (status >> 8) & 0xFF : nil,
                output: String(decoding: text, as: UTF8.self).withoutByteOrderMark,
                complaint: lastLine(String(decoding: complaint, as: UTF8.self)))
        }
    }

    private static func lastLine(_ text: String) -> String {
        let lines = text.split(whereSeparator: \.isNewline).map { line in
            String(String.UnicodeScalarView(line.unicodeScalars.filter { $0.properties.generalCategory != .control }))
                .trimmingCharacters(in: .whitespaces)
        }
        return String((lines.last { !$0.isEmpty } ?? "").prefix(complaintLimit))
    }
}
