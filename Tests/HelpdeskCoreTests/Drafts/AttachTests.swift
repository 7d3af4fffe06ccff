import Foundation
import HelpdeskModels
import SystemKit
import TestSupport
import Testing

@testable import HelpdeskCore

struct AttachTests {
    let desk: Desk
    let draft = Draft.ID.make()

    init() throws {
        desk = try Desk()
    }

    private static func write(_ text: String, to path: LocalPath) -> Bool {
        Descriptor(path, O_WRONLY | O_CREAT)?.write(Array(text.utf8)) ?? false
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

    @Test("An empty file is attached and sent like any other")
    func empty() async throws {
        _ = try await desk.engine.syncOnce()
        let ticket = try await desk.queueTicket("A", files: ["порожній.log": Data()])
        #expect(try await desk.engine.syncOnce().failed == 0)
        let file = try #require(try await desk.conversation(ticket).messages[0].message.attachments.first)
        #expect(file.name == "порожній.log" && file.size == 0 && file.sha256 == SHA256Digest(of: Data()))
        let saver = AttachmentSaver(store: desk.store, backend: desk.backend)
        let path = try await saver.save(file, directory: desk.folder.path + "/saved")
        #expect(FileManager.default.contents(atPath: path) == Data())
    }

    @Test(
        "A file gets a name that may travel, whatever the file system calls it",
        arguments: [
            ("line\nfeed.txt", "line_feed.txt"), ("\u{1B}]0;x\u{07}.log", "_]0;x_.log"), ("   ", "file"),
            ("c1\u{9B}31m", "c1_31m"), (String(repeating: "ї", count: 120) + ".pdf", nil),
        ])
    func names(_ name: String, _ expected: String?) async throws {
        let path = LocalPath(desk.folder.path).appending(Array(name.utf8))
        #expect(Self.write("x", to: path))
        let file = try await desk.store.attach(path, to: draft, limits: .standard)
        #expect(file.name == expected ?? name)
        #expect(AttachmentName.isValid(file.name, limit: Limits.standard.fileNameLength))
    }

    @Test(
        "A name in an old character set is shown as its people wrote it, and opened exactly",
        arguments: [
            ([0xC7, 0xE2, 0xB3, 0xF2, 0x2E, 0x74, 0x78, 0x74], "Звіт.txt"),
            ([0xCF, 0xD4, 0xDE, 0xC5, 0xD4, 0x2E, 0x74, 0x78, 0x74], "отчет.txt"),
            ([0xC4, 0xCE, 0xC3, 0xCE, 0xC2, 0xCE, 0xD0], "ДОГОВОР"),
            ([0x8E, 0xE2, 0xE7, 0xA5, 0xE2], "Отчет"),
            ([0x63, 0x61, 0x66, 0xE9], "caf\\xE9"),
            ([0xFF, 0xFE, 0x41], "\\xFF\\xFEA"),
        ] as [([UInt8], String)])
    func oldNames(_ bytes: [UInt8], _ readable: String) async throws {
        let folder = LocalPath(desk.folder.path).appending(bytes)
        #expect(folder.makeFolder())
        let exact = folder.appending(bytes)
        #expect(Self.write("x", to: exact))
        #expect(LocalFolder.entries(of: folder)?.map(\.text) == [readable])
        let typed = LocalPath(locating: "\(desk.folder.path)/\(readable)/\(readable)")
        #expect(typed == exact && typed.name == readable)
        let file = try await desk.store.attach(typed, to: draft, limits: .standard)
        #expect(file.name == readable && file.size == 1)
    }

    @Test("Two names that read the same have texts that do not, and each opens its own file")
    func twins() throws {
        let folder = LocalPath(desk.folder.path + "/twins")
        #expect(folder.makeFolder())
        let names = [Array("Звіт".utf8), [0xC7, 0xE2, 0xB3, 0xF2], [0xFA, 0xD7, 0xA6, 0xD4]]
        for name in names { #expect(Self.write("x", to: folder.appending(name))) }
        let entries = try #require(LocalFolder.entries(of: folder))
        #expect(Set(entries.map(\.text)).count == 3)
        for entry in entries {
            #expect(LocalPath(locating: "\(folder.text)/\(entry.text)") == folder.appending(entry.bytes))
        }
    }

    @Test("A URL of a file has the very bytes")
    func fileURL() {
        let bytes = Array("/tmp/".utf8) + [0xC7, 0xE2] + Array(" a.txt".utf8)
        #expect(LocalPath(fileURL: "file:///tmp/%C7%e2%20a.txt")?.bytes == bytes)
        #expect(LocalPath(fileURL: "file://localhost/a%2") == LocalPath("/a%2"))
        #expect(LocalPath(fileURL: "file://elsewhere/a") == nil)
        #expect(LocalPath(fileURL: "/tmp/a") == nil)
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

extension Descriptor {
    fileprivate func write(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBytes { write($0) } }
}
