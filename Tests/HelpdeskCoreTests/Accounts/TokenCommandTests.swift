import Glibc
import SystemKit
import TestSupport
import Testing

@testable import HelpdeskCore

/// With programs as they are.
struct TokenCommandTests {
    private func token(_ script: String, limit: Duration = .seconds(60)) throws -> Secret {
        try TokenCommand(
            arguments: ["/bin/sh", "-c", script], profile: "work", environment: ["PATH": "/usr/bin:/bin"], limit: limit
        ).token()
    }

    private func refusal(_ script: String, limit: Duration = .seconds(60)) -> HelpdeskError? {
        let error = #expect(throws: HelpdeskError.self) { try token(script, limit: limit) }
        #expect(error?.code == .tokenCommandFailed)
        #expect(error?.subject == "work")
        return error
    }

    @Test("The token is the first line, without white space around it")
    func firstLine() throws {
        #expect(try token("printf '  cd_token \\r\\nuser: oksana\\n'") == Secret("cd_token"))
        #expect(try token("printf cd_token") == Secret("cd_token"))
    }

    @Test("A failure is said with the last words of the program, which cannot drive the terminal")
    func failure() {
        #expect(refusal("printf 'first\\n\\033[2Jlocked\\n\\n' >&2; exit 3")?.detail == "exit code 3: [2Jlocked")
        #expect(refusal("true")?.detail == "it printed nothing")
        #expect(refusal("kill -9 $$")?.detail == "ended by a signal")
        let missing = #expect(throws: HelpdeskError.self) {
            try TokenCommand(arguments: ["/nonexistent/pass"], profile: "work", environment: [:]).token()
        }
        #expect(missing?.detail == "/nonexistent/pass: No such file or directory")
    }

    @Test("A program that shows what it does shows the token to nobody")
    func complaint() {
        #expect(refusal("echo cd_hidden; echo '+ use cd_hidden' >&2; exit 1")?.detail == "exit code 1: + use …")
    }

    @Test("The program has an empty input and no terminal")
    func terminal() throws {
        #expect(try token("cat; (: </dev/tty) 2>/dev/null || echo none") == Secret("none"))
    }

    @Test("A program that does not end is ended, with what it started")
    func timeOut() {
        // The second process has the pipes too, and would have to be waited for.
        #expect(
            refusal("sh -c 'tail -f /dev/null; true'; true", limit: .milliseconds(200))?.detail
                == "/bin/sh: no answer within 0 s")
    }

    @Test("What the program leaves running is not waited for, as an agent that holds its output open")
    func background() throws {
        let outcome = try HelperProgram(
            arguments: ["/bin/sh", "-c", "tail -f /dev/null & echo $!"], environment: ["PATH": "/usr/bin:/bin"],
            limit: .seconds(30)
        ).run()
        let left = try #require(pid_t(outcome.output.dropLast()))
        #expect(kill(left, SIGKILL) == 0)
    }

    @Test("A program that prints without end is not kept in memory")
    func flood() throws {
        let outcome = try HelperProgram(
            arguments: ["/bin/sh", "-c", "head -c 5000000 /dev/zero"], environment: ["PATH": "/usr/bin:/bin"],
            limit: .seconds(60)
        ).run()
        #expect(outcome.status == 0)
        #expect(outcome.output.utf8.count == 64 << 10)
    }

    @Test("The program inherits no file and no connection")
    func descriptors() throws {
        let file = open("/dev/null", O_RDONLY)
        defer { close(file) }
        let outcome = try HelperProgram(
            arguments: ["/bin/ls", "/proc/self/fd"], environment: [:], limit: .seconds(60)
        ).run()
        // The last is the folder itself.
        #expect(outcome.output == "0\n1\n2\n3\n")
    }

    @Test("A secret is read from standard input")
    func input() throws {
        let outcome = try HelperProgram(
            arguments: ["/bin/cat"], environment: [:], limit: .seconds(60)
        ).run(input: "cd_token")
        #expect(outcome.output == "cd_token")
    }
}
