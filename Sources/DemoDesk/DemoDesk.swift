package import DeskStorage
package import Foundation
import GRDB
import HelpdeskDesk
package import HelpdeskModels
package import HelpdeskServer
import SystemKit

/// A desk with a story in it, for trying everything out: two taxi services, two agents, a year of tickets.
package struct DemoDesk: Sendable {
    package let directory: DataDirectory
    package let authority: LocalAuthority
    /// The same users with the same tokens at every start.
    package let users: [DemoUser]

    private static let tokensFile = "demo-tokens.json"

    /// Opens the demo desk in `url`, or makes it. Throws ``ServerFailure``.
    package init(_ url: URL, now: Timestamp = .now) throws {
        directory = try DataDirectory(url)
        authority = try LocalAuthority(directory: directory.url.appending(path: "tls"))
        let tokens = try Self.tokens(in: directory.url)
        if try directory.store.currentDesk() == nil {
            try DemoSeeder(directory: directory, now: now).seed()
        }
        users = DemoPeople.all.compactMap { user in
            tokens[user.id.rawValue].map {
                DemoUser(name: user.name, role: user.role.rawValue, service: user.service?.rawValue, token: $0)
            }
        }
        try register(tokens, at: now)
    }

    /// The demo's tokens by user, kept readable on purpose, in a file of mode 0600.
    private static func tokens(in directory: URL) throws -> [String: String] {
        let url = directory.appending(path: tokensFile)
        let data = try readOrCreate(url) {
            let pairs = DemoPeople.all.map { ($0.id.rawValue, AccessToken.make().text) }
            return try WireJSON.encode(Dictionary(uniqueKeysWithValues: pairs))
        }
        guard let tokens = try? WireJSON.decode([String: String].self, from: data) else {
            throw ServerFailure("\(url.path) cannot be read. Remove it, and the demo desk makes new tokens.")
        }
        return tokens
    }

    private static func readOrCreate(_ url: URL, _ make: () throws -> Data) throws -> Data {
        do {
            return try SecretFile.readOrCreate(url, make)
        } catch let error as SecretFile.Failure {
            throw ServerFailure(error.description)
        }
    }

    private func register(_ tokens: [String: String], at time: Timestamp) throws {
        try directory.store.administer { db in
            for user in DemoPeople.all {
                guard let token = tokens[user.id.rawValue].flatMap({ AccessToken($0) }) else { continue }
                let digest = directory.digester.digest(of: token)
                let known = try Int.fetchOne(db, sql: "SELECT 1 FROM token WHERE digest = ?", arguments: [digest])
                if known == nil {
                    _ = try SQLiteStore.insertToken(
                        digest: digest, for: user.id, label: "demo", expires: nil, at: time, db)
                }
            }
        }
    }
}
