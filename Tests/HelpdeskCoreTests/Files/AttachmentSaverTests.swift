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
        // The bytes that are there already show in the result: the backend sends only what is missing.
        try data.prefix(40_000).write(to: URL(fileURLWithPath: target + "/.\(attachment.id).part"))
        #expect(try await saver.save(attachment, directory: target) == target + "/a.bin")
        #expect(FileManager.default.contents(atPath: target + "/a.bin") == data)
        try data.write(to: URL(fileURLWithPath: target + "/.\(attachment.id).part"))
        _ = try await saver.save(attachment, directory: target)
        #expect(await desk.backend.count(of: .download) == 1)
    }

    @Test("What an earlier try left and is of something else is thrown away, and the file received anew")
    func staleBeginning() async throws {
        let attachment = try await attachment(named: "a.bin")
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
        for length in [40_000, 100_000, 300_000] {
            try Data(repeating: 9, count: length).write(to: URL(fileURLWithPath: target + "/.\(attachment.id).part"))
            let path = try await saver.save(attachment, directory: target)
            #expect(FileManager.default.contents(atPath: path) == data)
        }
        #expect(try contents() == ["a (2).bin", "a (3).bin", "a.bin"])
    }

    @Test("Two who save one attachment at the same time, into one folder or two, do not share the file that is written")
    func atTheSameTime() async throws {
        let attachment = try await attachment(named: "a.bin")
        let (saver, target) = (saver, target)
        let folders = [target, target, target, target + "/other"]
        let paths = try await withThrowingTaskGroup(of: String.self) { group in
            for folder in folders { group.addTask { try await saver.save(attachment, directory: folder) } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(paths.count == 4)
        for path in paths { #expect(FileManager.default.contents(atPath: path) == data) }
        #expect(try contents() == ["a (2).bin", "a (3).bin", "a.bin", "other"])
    }

    @Test("A part that another program still writes is left to it")
    func foreignPart() async throws {
        let attachment = try await attachment(named: "a.bin")
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
        let part = try PartialFile(of: attachment.id, in: target, name: "a.bin")
        try Data("half of it".utf8).write(to: URL(fileURLWithPath: part.path))
        #expect(try await saver.save(attachment, directory: target) == target + "/a.bin")
        #expect(FileManager.default.contents(atPath: part.path) == Data("half of it".utf8))
    }

    @Test("A file is saved into a folder whose name is no UTF-8")
    func oldFolder() async throws {
        let attachment = try await attachment(named: "звіт.pdf")
        let folder = LocalPath(desk.folder.path).appending([0xCF, 0xE0, 0xEF, 0xEA, 0xE0])
        #expect(folder.makeFolder())
        let path = try await saver.save(attachment, in: LocalPath(locating: desk.folder.path + "/Папка"))
        #expect(path == folder.appending(Array("звіт.pdf".utf8)) && path.text.hasSuffix("/Папка/звіт.pdf"))
        #expect(path.facts?.size == Int64(data.count))
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
        #expect(error?.code == .cannotWriteFile && error?.subject == "a.bin")
    }
}
