import Foundation
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

struct AttachmentSaverTests {
    let desk: Desk
    let data = Data((0..<100_000).map { UInt8(truncatingIfNeeded: $0) })

    init() throws {
        desk = try Desk()
    }

    private var saver: AttachmentSaver { AttachmentSaver(store: desk.store, backend: desk.backend) }
    private var target: String { desk.folder.path + "/saved" }

    private func attachment(named name: String) async throws -> HelpdeskModels.Attachment {
        let ticket = await desk.backend.addTicket("A")
        return try #require(await desk.backend.answer(ticket.id, "B", file: data, named: name).attachments.first)
    }

    private func contents() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: target).sorted()
    }

    @Test("A file is saved under a safe name, and never over another")
    func saving() async throws {
        let attachment = try await attachment(named: "../звіт.pdf")
        #expect(try await saver.save(attachment, directory: target) == target + "/звіт.pdf")
        #expect(try await saver.save(attachment, directory: target) == target + "/звіт (2).pdf")
        #expect(try contents() == ["звіт (2).pdf", "звіт.pdf"])
        #expect(FileManager.default.contents(atPath: target + "/звіт.pdf") == data)
    }

    @Test("What was received before is not received again")
    func resuming() async throws {
        let attachment = try await attachment(named: "a.bin")
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
        // What is there already shows in the result: the backend sends only what is missing.
        try data.prefix(40_000).write(to: URL(fileURLWithPath: target + "/.\(attachment.id).part"))
        #expect(try await saver.save(attachment, directory: target) == target + "/a.bin")
        #expect(FileManager.default.contents(atPath: target + "/a.bin") == data)
        try data.write(to: URL(fileURLWithPath: target + "/.\(attachment.id).part"))
        _ = try await saver.save(attachment, directory: target)
        #expect(await desk.backend.count(of: .download) == 1)
    }

    @Test("A file that is not what was announced is not kept, and the next try begins anew")
    func mismatch() async throws {
        let attachment = try await attachment(named: "a.bin")
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
        try Data(repeating: 9, count: 40_000).write(to: URL(fileURLWithPath: target + "/.\(attachment.id).part"))
        let error = await #expect(throws: HelpdeskError.self) { try await saver.save(attachment, directory: target) }
        #expect(error?.code == .digestMismatch)
        #expect(try contents().isEmpty)
        #expect(try await saver.save(attachment, directory: target) == target + "/a.bin")
    }

    @Test("A large file that is not what was announced is found out although it was digested while it came")
    func largeMismatch() async throws {
        let large = Data((0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        let ticket = await desk.backend.addTicket("A")
        let attachment = try #require(
            await desk.backend.answer(ticket.id, "B", file: large, named: "a.bin").attachments.first)
        #expect(try await saver.save(attachment, directory: target) == target + "/a.bin")
        #expect(FileManager.default.contents(atPath: target + "/a.bin") == large)
        var other = attachment
        other.sha256 = SHA256Digest(of: data)
        let announced = other
        let error = await #expect(throws: HelpdeskError.self) { try await saver.save(announced, directory: target) }
        #expect(error?.code == .digestMismatch)
        #expect(try contents() == ["a.bin"])
    }

    @Test("A large file is gone on with, and its digest is of all of it")
    func largeResuming() async throws {
        let large = Data((0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        let ticket = await desk.backend.addTicket("A")
        let attachment = try #require(
            await desk.backend.answer(ticket.id, "B", file: large, named: "a.bin").attachments.first)
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
        let part = URL(fileURLWithPath: target + "/.\(attachment.id).part")
        try Data(repeating: 9, count: 3_000_000).write(to: part)
        let error = await #expect(throws: HelpdeskError.self) { try await saver.save(attachment, directory: target) }
        #expect(error?.code == .digestMismatch)
        try large.prefix(3_000_000).write(to: part)
        #expect(try await saver.save(attachment, directory: target) == target + "/a.bin")
        #expect(FileManager.default.contents(atPath: target + "/a.bin") == large)
    }

    @Test("A file of which more comes than was announced is not kept")
    func more() async throws {
        let attachment = try await attachment(named: "a.bin")
        await desk.backend.failNext(.download, with: HelpdeskError(.answerTooLarge))
        let error = await #expect(throws: HelpdeskError.self) { try await saver.save(attachment, directory: target) }
        #expect(error?.code == .digestMismatch)
        #expect(try contents().isEmpty)
    }

    @Test("A file that cannot fit on the disk is not begun")
    func tooLargeForTheDisk() async throws {
        var attachment = try await attachment(named: "a.bin")
        attachment.size = 1 << 47
        let error = await #expect(throws: HelpdeskError.self) { try await saver.save(attachment, directory: target) }
        #expect(error?.code == .diskFull)
        #expect(await desk.backend.count(of: .download) == 0)
    }

    @Test("A file that is not sent yet comes from the outbox")
    func unsent() async throws {
        _ = try await desk.engine.syncOnce()
        let id = try await desk.queueTicket("A", files: ["a.bin": data])
        let attachment = try await desk.conversation(id).messages[0].message.attachments[0]
        let path = try await saver.save(attachment, directory: target)
        #expect(FileManager.default.contents(atPath: path) == data)
        #expect(await desk.backend.count(of: .download) == 0)
    }

    @Test("A directory that cannot be written to is said")
    func unwritable() async throws {
        let attachment = try await attachment(named: "a.bin")
        let file = try desk.folder.write(Data("x".utf8), to: "file")
        let error = await #expect(throws: HelpdeskError.self) {
            try await saver.save(attachment, directory: file + "/inside")
        }
        #expect(error?.code == .cannotWriteFile)
    }
}
