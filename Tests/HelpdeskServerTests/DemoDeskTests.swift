import Foundation
import GRDB
import HelpdeskDesk
import HelpdeskModels
import Logging
import NIOSSL
import Testing

@testable import DemoDesk
@testable import DeskStorage
@testable import HelpdeskServer

@Suite struct DemoDeskTests {
    @Test func `the demo desk tells a whole year, in all statuses, and is the same when opened again`() async throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "cabdesk-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: url) }
        let now = Timestamp.now
        let directory = try DataDirectory(url)
        let demo = try DemoDesk(in: directory.desk, directory: url, now: now)
        #expect(demo.users.count == 8)
        #expect(demo.users.filter { $0.role == "agent" }.count == 2)

        let helpdesk = directory.desk
        let last = try #require(demo.users.last)
        let token = try #require(AccessToken(last.token))
        let agent = try #require(
            try await helpdesk.account(tokenDigest: directory.desk.digester.digest(of: token), at: now))
        let tickets = try await helpdesk.tickets(for: agent, statuses: [], after: nil, limit: 500).items
        #expect(tickets.count >= 40)
        #expect(Set(tickets.map(\.status)) == Set(Ticket.Status.allCases))
        #expect(Set(tickets.map(\.topic)).count == 9)
        #expect(tickets.allSatisfy { $0.updated <= now && $0.created <= $0.updated })
        let oldest = try #require(tickets.map(\.created).min())
        #expect(now - oldest > .seconds(330 * 86_400))

        let topics = try helpdesk.topics()
        #expect(topics.count == 9)
        #expect(topics.last?.id == Topic.otherID)
        for topic in topics {
            for language in Language.allCases {
                #expect((3...6).contains(topic.recommendation[language].split(separator: "\n").count), "\(topic.id)")
            }
        }
        let canned = try helpdesk.cannedReplies()
        #expect(canned.count == 3)
        for reply in canned {
            #expect(Set(reply.text.texts.keys) == [.ukrainian, .russian], "\(reply.name)")
        }
        let again = try DemoDesk(in: DataDirectory(url).desk, directory: url)
        #expect(again.users == demo.users)
        #expect(try directory.desk.topics() == topics)
        #expect(try directory.desk.cannedReplies() == canned)
    }

    @Test func `the demo's files are what they are called`() {
        #expect(DemoPicture.png(highlightedRow: 1).starts(with: [0x89, 0x50, 0x4E, 0x47]))
        let sound = DemoSound.wav(frequency: 440)
        #expect(sound.count == 44 + 16_000)
        let document = String(decoding: DemoDocument.pdf(["Heading", "Line (1)"]), as: UTF8.self)
        let start = document.range(of: "xref")?.lowerBound.utf16Offset(in: document)
        #expect(document.contains("startxref\n\(start ?? -1)\n%%EOF"))
    }

    @Test func `the local authority makes certificates once, and anew when they are about to end`() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "cabdesk-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: url) }
        let first = try LocalAuthority(directory: url)
        let certificate = try Data(contentsOf: first.certificate)
        _ = try LocalAuthority(directory: url)
        #expect(try Data(contentsOf: first.certificate) == certificate)
        _ = try LocalAuthority(directory: url, now: Date().addingTimeInterval(350 * 86_400))
        #expect(try Data(contentsOf: first.certificate) != certificate)
        let mode = try FileManager.default.attributesOfItem(atPath: first.server.key.path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        #expect(try first.server.pair().configuration.minimumTLSVersion == .tlsv12)
        #expect(first.server.host == "localhost")
    }
}
