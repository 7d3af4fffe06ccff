package import Foundation
package import HelpdeskDesk
package import HelpdeskModels
import SystemKit

/// A desk with a story in it, for trying everything out: two taxi services, two agents, a year of tickets.
package struct DemoDesk: Sendable {
    /// The same users with the same tokens at every start.
    package let users: [DemoUser]

    private static let tokensFile = "demo-tokens.json"

    /// The topics of the demo and the one that every desk has, in their order; a start for another desk's topics.
    package static var topics: [Topic] { (DemoContent.topics + [.other]).sorted(by: Topic.precedes) }

    /// Imports the story, which ends at `now`, if the desk is empty, and makes sure that its users can sign in with the
    /// tokens in a file in `directory`. Throws ``ServerFailure``.
    package init(in helpdesk: Helpdesk, directory: URL, now: Timestamp = .now) throws {
        let tokens = try Self.tokens(in: directory)
        if try helpdesk.currentDesk() == nil {
            try helpdesk.importDesk(DemoStory(files: helpdesk.files, now: now).desk())
            for reply in DemoContent.cannedReplies {
                for (language, text) in reply.texts {
                    try helpdesk.addCannedReply(reply.name, text, in: language, at: now)
                }
            }
            // Nobody else uploads to a desk that was made just now.
            for upload in try helpdesk.files.uploads(untouchedSince: .distantFuture) {
                try helpdesk.files.remove(upload)
            }
        }
        var users: [DemoUser] = []
        for user in DemoPeople.all {
            guard let text = tokens[user.id.rawValue] else { continue }
            users.append(
                DemoUser(name: user.name, role: user.role.rawValue, service: user.service?.rawValue, token: text))
            guard let token = AccessToken(text) else { continue }
            try helpdesk.ensureToken(
                digest: helpdesk.digester.digest(of: token), for: user.id, label: "demo", at: now)
        }
        self.users = users
    }

    /// The demo's tokens by user, readable on purpose, in a file of mode 0600.
    private static func tokens(in directory: URL) throws -> [String: String] {
        let url = directory.appending(path: tokensFile)
        let data: Data
        do {
            data = try SecretFile.readOrCreate(url) {
                let pairs = DemoPeople.all.map { ($0.id.rawValue, AccessToken.make().text) }
                return try WireJSON.encode(Dictionary(uniqueKeysWithValues: pairs))
            }
        } catch let error as SecretFile.Failure {
            throw ServerFailure(error.description)
        }
        guard let tokens = try? WireJSON.decode([String: String].self, from: data) else {
            throw ServerFailure("\(url.path) cannot be read. Remove it, and the demo desk makes new tokens.")
        }
        return tokens
    }
}

/// A user of the demo desk with a token to sign in with: an entry of the line that `cabdeskd demo` prints.
package struct DemoUser: Codable, Hashable, Sendable {
    package var name: String
    package var role: String
    /// The id of a customer's service; nil for agents.
    package var service: String?
    package var token: String
}
