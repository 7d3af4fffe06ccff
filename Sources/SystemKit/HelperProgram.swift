import CLinux
import Foundation

/// A program that is run for its output: a password manager, the tool of the secret service.
///
/// It has no access to the terminal, and its standard input is what it is given, or empty. If it has to ask the user
/// something, it asks in a window.
package struct HelperProgram {
    /// How it ended.
    package struct Outcome: Sendable {
        /// Nil if a signal ended it.
        package var status: Int32?
        /// The beginning of its standard output, at most `outputLimit` bytes.
        package var bytes: [UInt8]
        /// The same as text.
        package var output: String { String(decoding: bytes, as: UTF8.self).withoutByteOrderMark }
        /// The last line of its standard error, without control characters; empty if there was none.
        package var complaint: String
    }

    package enum Failure: Error {
        /// It does not exist or cannot be executed: a number of errno(3).
        case notStarted(Int32)
        /// It took too long and was killed, with everything it had started in its session.
        case timedOut
    }

    private static let complaintBytes = 64 << 10
    private static let complaintLimit = 200

    /// The program, looked for in `PATH`, and its arguments.
    private let arguments: [String]
    private let environment: [String: String]
    private let limit: Duration
    private let outputLimit: Int

    /// The default `limit` gives a person time to type a password in a window.
    package init(
        arguments: [String], environment: [String: String], limit: Duration = .seconds(60), outputLimit: Int = 64 << 10
    ) {
        self.arguments = arguments
        self.environment = environment
        self.limit = limit
        self.outputLimit = outputLimit
    }

    /// Runs it to its end. `input` is its standard input.
    package func run(input: String? = nil) throws(Failure) -> Outcome {
        try run(input: input.map { Array($0.utf8) })
    }

    /// The same with bytes.
    package func run(input: [UInt8]?) throws(Failure) -> Outcome {
        guard let output = Channel(), let complaints = Channel() else { throw .notStarted(errno) }
        let source = try Self.source(of: input)
        // With it, GnuPG would ask on the terminal after all, through its agent.
        let environment = environment.filter { $0.key != "GPG_TTY" }
        let files = (source.number, output.writing, complaints.writing)
        guard let child = ChildProcess(arguments, environment: environment, files: files) else {
            throw .notStarted(errno)
        }
        output.closeWriting()
        complaints.closeWriting()
        return try collect(child, output, complaints, until: .now + limit)
    }

    /// The input is never on a disk, and not in a pipe, which would have to be filled while the program runs.
    private static func source(of input: [UInt8]?) throws(Failure) -> Descriptor {
        let opened = input == nil ? Descriptor("/dev/null", O_RDONLY) : Descriptor.inMemory()
        guard let file = opened else { throw .notStarted(errno) }
        guard let input else { return file }
        let isWritten = input.withUnsafeBytes { file.write($0) }
        guard isWritten, lseek(file.number, 0, SEEK_SET) == 0 else { throw .notStarted(errno) }
        return file
    }

    /// Reads until the program ends. Does not wait for what it leaves running in the background.
    private func collect(
        _ child: ChildProcess, _ output: Channel, _ complaints: Channel, until end: ContinuousClock.Instant
    ) throws(Failure) -> Outcome {
        let watch = clinux_watch_child(child.id)
        defer { if watch >= 0 { close(watch) } }
        var (text, complaint) = ([UInt8](), [UInt8]())
        while true {
            let left = end - .now
            guard left > .zero else {
                kill(-child.id, SIGKILL)
                _ = child.wait()
                throw .timedOut
            }
            var waited = [output.reading, complaints.reading, watch].map {
                pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
            }
            if output.isOver { waited[0].fd = -1 }
            if complaints.isOver { waited[1].fd = -1 }
            // Without a descriptor of the child, poll for its end.
            let pause = watch < 0 ? 10 : Int32(clamping: left.wholeMilliseconds + 1)
            poll(&waited, nfds_t(waited.count), pause)
            let (hasEnded, exitCode) = child.poll()
            output.read(into: &text, keeping: outputLimit)
            complaints.read(into: &complaint, keeping: Self.complaintBytes)
            guard hasEnded else { continue }
            return Outcome(
                status: exitCode, bytes: text,
                complaint: Self.lastLine(String(decoding: complaint, as: UTF8.self)))
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

extension HelperProgram.Failure {
    /// The technical cause, in English.
    package func text(after limit: Duration) -> String {
        switch self {
        case .notStarted(let number): String(cString: strerror(number))
        case .timedOut: "no answer within \(limit.components.seconds) s"
        }
    }
}

extension HelperProgram.Outcome {
    /// How it ended, in English.
    package var endText: String {
        switch status {
        case 0: "it printed nothing"
        case let code?: "exit code \(code)"
        case nil: "ended by a signal"
        }
    }
}

/// A pipe that another program writes into; reading never waits.
private final class Channel {
    let reading: Int32
    private(set) var writing: Int32
    /// Whether all writing ends are closed.
    private(set) var isOver = false

    /// Nil on failure; `errno` says why.
    init?() {
        var ends: [Int32] = [-1, -1]
        guard clinux_pipe(&ends) == 0 else { return nil }
        (reading, writing) = (ends[0], ends[1])
        // Only this end: the other program writes as usual. This cannot fail on a pipe.
        _ = fcntl(reading, F_SETFL, O_NONBLOCK)
    }

    deinit {
        close(reading)
        closeWriting()
    }

    /// Closes our copy of the end that the program writes into.
    func closeWriting() {
        if writing >= 0 { close(writing) }
        writing = -1
    }

    /// Reads what is there. Keeps at most `limit` bytes in all; the rest is read and dropped, so that the program does not
    /// block.
    func read(into bytes: inout [UInt8], keeping limit: Int) {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !isOver {
            let count = Glibc.read(reading, &buffer, buffer.count)
            if count > 0 {
                bytes += buffer.prefix(min(count, limit - bytes.count))
            } else if count == 0 {
                isOver = true
            } else if errno != EINTR {
                return
            }
        }
    }
}
