import Foundation
import GRDB
import HelpdeskDesk
import HelpdeskModels
import Synchronization
import TestSupport
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

@Suite struct BackupTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "cabdesk-\(UUID().uuidString)")

    private func filledDesk() async throws -> (TestDesk, Ticket) {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let desk = try TestDesk(engine: .sqlite, files: .folder)
        let ticket = try await desk.file()
        let attachment = try await desk.upload(Data("recording".utf8), named: "a.wav")
        #expect(try await desk.write("Так", in: ticket, as: TestDesk.ann, attachments: [attachment]).status == 201)
        return (desk, ticket)
    }

    @Test func `a restored desk has every ticket, message and file, and takes the same tokens`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let (desk, ticket) = try await filledDesk()
        let backup = folder.appending(path: "backup")
        try desk.directory.backUp(to: backup)
        _ = try await desk.write("after the backup", in: ticket, as: TestDesk.ann)
        let target = folder.appending(path: "restored")
        try DataDirectory.restore(backup, to: target)

        let restored = try DataDirectory(target)
        let greta = Account(user: TestDesk.greta, service: nil, token: 0)
        let page = try await restored.desk.tickets(for: greta, statuses: [], after: nil, limit: 500)
        #expect(page.items.map(\.id) == [ticket.id])
        let messages = try await restored.desk.messages(of: ticket.id, for: greta, after: nil, limit: 500).items
        #expect(messages.last?.text == "Так")
        let digest = try #require(messages.last?.attachments.first?.sha256)
        #expect(
            try Data(contentsOf: URL(filePath: #require(restored.files.path(of: digest)))) == Data("recording".utf8))
        let token = try #require(AccessToken(desk.token(of: TestDesk.ann)))
        #expect(
            try await restored.desk.account(tokenDigest: restored.desk.digester.digest(of: token), at: .now)?.user
                == TestDesk.ann)

        // A client that has seen more than the backup holds starts from the beginning.
        let ann = Account(user: TestDesk.ann, service: TestDesk.harbour, token: 0)
        let cursor = try await desk.helpdesk.changes(after: nil, limit: 1, for: ann).page.cursor
        await #expect(throws: StoreError.cursorGone) {
            try await restored.desk.changes(after: cursor, limit: 1, for: ann)
        }
    }

    @Test func `a damaged backup is not restored, and nothing is overwritten`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let (desk, _) = try await filledDesk()
        let backup = folder.appending(path: "backup")
        try desk.directory.backUp(to: backup)
        #expect(throws: ServerFailure.self) { try desk.directory.backUp(to: backup) }
        #expect(throws: ServerFailure.self) { try DataDirectory.restore(backup, to: desk.directory.url) }
        #expect(throws: ServerFailure.self) {
            try DataDirectory.restore(folder, to: folder.appending(path: "elsewhere"))
        }
        let files = FileManager.default.enumerator(atPath: backup.appending(path: "files").path)?
            .compactMap { $0 as? String }.filter { $0.count > 60 }
        let file = try #require(files?.first)
        try Data("Recording".utf8).write(to: backup.appending(path: "files/\(file)"))
        let damaged = folder.appending(path: "damaged")
        #expect(throws: ServerFailure.self) { try DataDirectory.restore(backup, to: damaged) }
        // Nothing is left that would be in the way of the next attempt, or looks like a desk.
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["backup"])
    }

    /// A database as the alert bot leaves one.
    private func bot(of desk: TestDesk) throws -> DatabaseQueue {
        let telegram = desk.directory.url.appending(path: "telegram")
        try FileManager.default.createDirectory(at: telegram, withIntermediateDirectories: true)
        let bot = try DatabaseQueue(path: telegram.appending(path: "alert.sqlite").path)
        try bot.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = WAL; CREATE TABLE mark(number INTEGER)") }
        return bot
    }

    private func number(in folder: URL) throws -> Int? {
        let bot = try DatabaseQueue(path: folder.appending(path: "telegram/alert.sqlite").path)
        return try bot.read { try Int.fetchOne($0, sql: "SELECT MAX(number) FROM mark") }
    }

    @Test func `the databases of the bots and the webhook's secret come along, for their owner only`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let (desk, _) = try await filledDesk()
        let bot = try bot(of: desk)
        try await bot.write { try $0.execute(sql: "INSERT INTO mark VALUES (7)") }
        let telegram = desk.directory.url.appending(path: "telegram")
        try Data("secret".utf8).write(to: telegram.appending(path: "webhook.secret"))
        try Data().write(to: telegram.appending(path: "alert.lock"))
        let (backup, restored) = (folder.appending(path: "backup"), folder.appending(path: "restored"))
        try desk.directory.backUp(to: backup)
        try DataDirectory.restore(backup, to: restored)
        #expect(try number(in: restored) == 7)
        for place in [backup, restored] {
            let names = try FileManager.default.contentsOfDirectory(atPath: place.appending(path: "telegram").path)
            #expect(names.sorted() == ["alert.sqlite", "webhook.secret"])
            let path = place.appending(path: "telegram/alert.sqlite").path
            #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func `the desk and its bots are copied as of one moment, however much is written meanwhile`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let (desk, _) = try await filledDesk()
        let bot = try bot(of: desk)
        // The bot tells the desk of an incident after it has noted it.
        let isOver = Mutex(false)
        let writer = Task {
            var number = 0
            while !isOver.withLock({ $0 }) {
                number += 1
                try await bot.write { [number] in
                    try $0.execute(sql: "INSERT INTO mark VALUES (?)", arguments: [number])
                }
                let incident = Incident(id: .make(), kind: .program, opened: .now, reportCount: number)
                try await desk.helpdesk.publish(incident)
            }
        }
        for round in 0..<3 {
            let (backup, restored) = (folder.appending(path: "b\(round)"), folder.appending(path: "r\(round)"))
            try desk.directory.backUp(to: backup)
            try DataDirectory.restore(backup, to: restored)
            let noted = try number(in: restored) ?? 0
            let told = try await DataDirectory(restored).desk.incidents(after: nil, limit: 1).items.first?.reportCount
            #expect((noted - 1...noted).contains(told ?? 0))
        }
        isOver.withLock { $0 = true }
        try await writer.value
    }

    @Test func `what a phone has sent comes along, and what was taken meanwhile is not missed`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let (desk, _) = try await filledDesk()
        let telegram = try await desk.linkedChat()
        let draft = EntityID<DraftAnnouncement>.make()
        _ = try await desk.put("/v1/drafts/\(draft)", as: TestDesk.ann, DraftAnnouncement(title: ""))
        let (kept, lost) = (try desk.photo(1), try desk.photo(2))
        #expect(try await telegram.offer([kept, lost], to: draft, ofChat: 7))
        // As if it were removed between the copy of the database and that of the files.
        let digest = try Data(repeating: 2, count: 100).sha256
        try desk.directory.files.remove(digest)
        let (backup, restored) = (folder.appending(path: "backup"), folder.appending(path: "restored"))
        try desk.directory.backUp(to: backup)
        try DataDirectory.restore(backup, to: restored)
        let helpdesk = try DataDirectory(restored).desk
        let ann = Account(user: TestDesk.ann, service: TestDesk.harbour, token: 0)
        #expect(try await helpdesk.attachment(kept.id, for: ann).size == 100)
        await #expect(throws: StoreError.notFound) { try await helpdesk.attachment(lost.id, for: ann) }
    }

    @Test func `an incident that nobody could close any more is closed when its desk is restored`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let (desk, _) = try await filledDesk()
        try await desk.helpdesk.publish(Incident(id: .make(), kind: .program, opened: desk.clock.now()))
        func statesAfterRestore(_ name: String) async throws -> [Incident.State] {
            try desk.directory.backUp(to: folder.appending(path: name))
            let restored = folder.appending(path: "\(name) restored")
            try DataDirectory.restore(folder.appending(path: name), to: restored)
            return try await DataDirectory(restored).desk.incidents(after: nil, limit: 9).items.map(\.state)
        }
        #expect(try await statesAfterRestore("without") == [.resolved])
        // The alert bot knows of it, and closes it as always.
        _ = try bot(of: desk)
        #expect(try await statesAfterRestore("with") == [.triggered])
    }
}
