import Foundation
import HelpdeskModels
import Testing

@testable import HelpdeskServer

@Suite struct BackupTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "cabdesk-\(UUID().uuidString)")

    private func filledDesk() async throws -> (TestDesk, Ticket) {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let desk = try TestDesk()
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
        let page = try await restored.store.tickets(for: greta, statuses: [], after: nil, limit: 500)
        #expect(page.items.map(\.id) == [ticket.id])
        let messages = try await restored.store.messages(of: ticket.id, for: greta, after: nil, limit: 500).items
        #expect(messages.last?.text == "Так")
        let digest = try #require(messages.last?.attachments.first?.sha256)
        #expect(try Data(contentsOf: URL(filePath: restored.files.path(of: digest))) == Data("recording".utf8))
        let token = try #require(AccessToken(desk.token(of: TestDesk.ann)))
        #expect(
            try await restored.store.account(tokenDigest: restored.digester.digest(of: token), at: .now)?.user
                == TestDesk.ann)

        // A client that has seen more than the backup holds starts from the beginning.
        let ann = Account(user: TestDesk.ann, service: TestDesk.harbour, token: 0)
        let cursor = try await desk.directory.store.changes(after: nil, limit: 1, for: ann).page.cursor
        await #expect(throws: StoreError.cursorGone) {
            try await restored.store.changes(after: cursor, limit: 1, for: ann)
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
        #expect(throws: ServerFailure.self) {
            try DataDirectory.restore(backup, to: folder.appending(path: "damaged"))
        }
    }
}
