import Foundation
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

struct AttachTests {
    let desk: Desk
    let draft = Draft.ID.make()

    init() throws {
        desk = try Desk()
    }

    private func code(of path: String, limits: Limits = .standard) async -> HelpdeskError.Code? {
        do {
            _ = try await desk.store.attach(path: path, to: draft, limits: limits)
            return nil
        } catch {
            return error.code
        }
    }

    @Test("A file is copied as it is, and a later change of it changes nothing")
    func copy() async throws {
        let data = Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        let path = try desk.folder.write(data, to: "запис.wav")
        let file = try await desk.store.attach(path: path, to: draft, limits: .standard)
        try Data("other".utf8).write(to: URL(fileURLWithPath: path))
        #expect(file.name == "запис.wav")
        #expect(file.size == 3_000_000)
        #expect(file.sha256 == SHA256Digest(of: data))
        #expect(FileManager.default.contents(atPath: desk.store.outgoingFilePath(file.id)) == data)
    }

    @Test("What is no file that can be sent is refused, each for its reason")
    func refusals() async throws {
        let folder = desk.folder.path
        #expect(await code(of: folder + "/none") == .fileMissing)
        #expect(await code(of: folder) == .fileIsDirectory)
        #expect(await code(of: try desk.folder.write(Data(), to: "empty")) == .fileEmpty)
        #expect(mkfifo(folder + "/fifo", 0o600) == 0)
        #expect(await code(of: folder + "/fifo") == .fileNotRegular)
        #expect(await code(of: "/dev/null") == .fileNotRegular)
        var limits = Limits.standard
        limits.attachmentSize = 3
        #expect(await code(of: try desk.folder.write(Data("four".utf8), to: "large"), limits: limits) == .fileTooLarge)
        limits.attachmentCount = 0
        #expect(await code(of: try desk.folder.write(Data("one".utf8), to: "many"), limits: limits) == .tooManyFiles)
        let left = try FileManager.default.contentsOfDirectory(atPath: desk.store.directory + "/outbox")
        #expect(left.isEmpty)
    }

    @Test("A file that may not be read is refused", .enabled(if: geteuid() != 0, "root may read everything"))
    func unreadable() async throws {
        let path = try desk.folder.write(Data("x".utf8), to: "secret")
        #expect(chmod(path, 0) == 0)
        #expect(await code(of: path) == .fileUnreadable)
    }

    @Test(
        "The media type is what the bytes say, else the name",
        arguments: [
            ("a.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
            ("a.txt", Array("%PDF-1.7".utf8), "application/pdf"), ("a.LOG", Array("line".utf8), "text/plain"),
            ("a.docx", [0x50, 0x4B, 3, 4], "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            ("a.png", [0x50, 0x4B, 3, 4], "application/zip"), ("a.png", Array("<svg".utf8), "text/plain"),
            ("a", [0, 1, 2], "application/octet-stream"), ("a", Array("\u{44F}".utf8) + [0xD1], "text/plain"),
        ] as [(String, [UInt8], String)])
    func mediaType(_ name: String, _ head: [UInt8], _ expected: String) {
        #expect(MediaType.guess(name: name, head: head) == expected)
    }
}
