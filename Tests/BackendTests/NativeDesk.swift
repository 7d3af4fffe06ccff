import CurlTransport
import Foundation
import HelpdeskCore
import HelpdeskModels
import TestSupport

/// `cabdeskd demo`, started for the tests of this process; it ends when its standard input closes, at the latest with us.
final class NativeDesk: Sendable {
    private struct Ready: Decodable {
        struct User: Decodable {
            var role: String
            var service: String?
            var token: String
        }

        var baseUrl: String
        var caFile: String
        var users: [User]
    }

    /// Nil where the program is not built.
    static let shared = try? NativeDesk()

    let conformance: ConformanceDesk
    /// The file of the authority that signed its certificate.
    let authorities: String
    private let input = Pipe()
    private let folder: TemporaryFolder

    private init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path
        let program = ProcessInfo.processInfo.environment["CABDESKD"] ?? root + "/.build/debug/cabdeskd"
        folder = try TemporaryFolder()
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = ["demo", "--data", folder.path + "/data", "--port", "0", "--until-eof"]
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line = Data()
        while let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty, byte != Data([10]) {
            line += byte
        }
        let ready = try Tracker.decoder.decode(Ready.self, from: line)
        guard let customer = ready.users.first(where: { $0.role == "customer" }),
            let stranger = ready.users.first(where: { $0.role == "customer" && $0.service != customer.service }),
            let agent = ready.users.first(where: { $0.role == "agent" })
        else { throw HelpdeskError(.unexpected) }
        authorities = ready.caFile
        let (url, authorities) = (ready.baseUrl, ready.caFile)
        func backend(_ token: String) -> @Sendable () throws -> any Backend {
            { try NativeBackend(url: url, token: Secret(token), transport: CurlTransport(caFile: authorities)) }
        }
        conformance = ConformanceDesk(
            topic: Topic.otherID, customer: backend(customer.token), stranger: backend(stranger.token),
            agent: backend(agent.token), impostor: backend(String(customer.token.reversed())))
    }
}
