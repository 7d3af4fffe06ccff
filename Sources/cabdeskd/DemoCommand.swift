import ArgumentParser
import CommandLineKit
import DemoDesk
import DeskStorage
import Foundation
import HelpdeskServer

/// `cabdeskd demo`: the demo desk on this machine alone.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Serve a demo desk on 127.0.0.1.",
        discussion: """
            Opens the demo desk in the data directory, or creates it, with a certificate authority of its own. When it is \
            ready, it prints one line of JSON: base_url, ca_file, users (name, role, service, token), data_dir. It \
            serves until SIGTERM or SIGINT.
            """)

    @Option(help: "The data directory of the demo desk.", completion: .directory)
    var data: String

    @Option(help: "The port to listen on; 0 for any that is free.")
    var port: Int = 0

    @OptionGroup var log: LogOptions

    @Flag(help: "Also end when standard input ends.")
    var untilEOF = false

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError(UsageText.portNumber.text) }
    }

    func run() async throws {
        OpenFileLimit.raise()
        let logger = try log.open().logger
        let directory = try DataDirectory(URL(filePath: data, directoryHint: .isDirectory))
        let authority = try LocalAuthority(directory: directory.url.appending(path: "tls"))
        let demo = try DemoDesk(in: directory.desk, directory: directory.url)
        let server = DeskServer(
            desk: directory.desk, host: "127.0.0.1", port: port, tls: authority.server, logger: logger,
            onReady: { port in
                let line = DemoAnnouncement(
                    baseURL: "https://127.0.0.1:\(port)", caFile: authority.certificate.path, users: demo.users,
                    dataDirectory: directory.url.path)
                do {
                    try line.print()
                } catch {
                    StandardError.note("Where the demo desk is could not be printed: \(error.localizedDescription)")
                }
            })
        try await ServerRun(server: server, logger: logger, untilEOF: untilEOF).run()
    }
}

/// The line of JSON that `cabdeskd demo` prints when it answers requests.
struct DemoAnnouncement: Encodable {
    var baseURL: String
    var caFile: String
    var users: [DemoUser]
    var dataDirectory: String

    private enum CodingKeys: String, CodingKey {
        case baseURL = "base_url"
        case caFile = "ca_file"
        case users
        case dataDirectory = "data_dir"
    }

    func print() throws {
        try StandardOutput.write(json: self)
    }
}
