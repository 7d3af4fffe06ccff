import ArgumentParser
import CommandLineKit
import Foundation
import HelpdeskServer

/// `cabdeskd demo`: the demo desk on this machine alone.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Serve a demo desk on 127.0.0.1.",
        discussion: """
            Opens the demo desk in the data directory, or makes it, with a certificate authority of its own. When it is \
            ready, it prints one line of JSON: base_url, ca_file, users (name, role, service, token), data_dir. It \
            serves until SIGTERM or SIGINT.
            """)

    @Option(help: "Where the desk is kept.", completion: .directory)
    var data: String

    @Option(help: "The port to listen on; 0 for any that is free.")
    var port: Int = 0

    @OptionGroup var log: LogOptions

    @Flag(help: "End also when standard input ends.")
    var untilEOF = false

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError(UsageText.portNumber.text) }
    }

    func run() async throws {
        OpenFileLimit.raise()
        let logger = try log.open()
        let demo = try DemoDesk(URL(filePath: data, directoryHint: .isDirectory))
        let server = DeskServer(
            directory: demo.directory, host: "127.0.0.1", port: port, tls: demo.authority.server, logger: logger
        ) { port in
            let line = DemoAnnouncement(
                baseURL: "https://127.0.0.1:\(port)", caFile: demo.authority.certificate.path, users: demo.users,
                dataDirectory: demo.directory.url.path)
            do {
                try line.print()
            } catch {
                StandardError.note("Where the demo desk is could not be printed: \(error.localizedDescription)")
            }
        }
        try await ServerRun(server: server, logger: logger, untilEOF: untilEOF).run()
    }
}
