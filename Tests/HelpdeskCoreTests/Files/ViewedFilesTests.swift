import Foundation
import HelpdeskModels
import SystemKit
import TestSupport
import Testing

@testable import HelpdeskCore

/// Copies of attachments to look at.
struct ViewedFilesTests {
    let desk: Desk

    init() throws {
        desk = try Desk()
    }

    private var folder: String { desk.store.directory + "/viewed" }

    private func viewed(maxSize: Int64 = 1 << 20) -> ViewedFiles {
        ViewedFiles(AttachmentSaver(store: desk.store, backend: desk.backend), maxSize: maxSize)
    }

    private func attachment(_ content: String, named name: String) async throws -> HelpdeskModels.Attachment {
        let ticket = await desk.backend.addTicket("A")
        let message = await desk.backend.answer(ticket.id, "B", file: Data(content.utf8), named: name)
        return try #require(message.attachments.first)
    }

    private func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("In a fresh store an attachment is received once, and found again under its own name")
    func fresh() async throws {
        let file = try await attachment("one", named: "звіт.txt")
        let first = try await viewed().copy(of: file)
        #expect(first.hasSuffix("/звіт.txt") && text(first) == "one")
        for _ in 0..<3 { #expect(try await viewed().copy(of: file) == first) }
        #expect(await desk.backend.count(of: .download) == 1)
        var status = stat()
        #expect(lstat(first, &status) == 0 && status.st_mode & 0o777 == 0o400)
        #expect(lstat(folder, &status) == 0 && status.st_mode & 0o777 == 0o700)
    }

    @Test("One content under two names is received once, and shown under both")
    func twoNames() async throws {
        let first = try await viewed().copy(of: try await attachment("one", named: "a.txt"))
        let second = try await viewed().copy(of: try await attachment("one", named: "../b.txt"))
        #expect(first.hasSuffix("/a.txt") && second.hasSuffix("/b.txt"))
        #expect(text(first) == "one" && text(second) == "one")
        #expect(await desk.backend.count(of: .download) == 1)
    }

    @Test("A copy that was changed is received anew")
    func changed() async throws {
        let file = try await attachment("one", named: "a.txt")
        let path = try await viewed().copy(of: file)
        chmod(path, 0o600)
        try Data("two".utf8).write(to: URL(fileURLWithPath: path))
        #expect(try await viewed().copy(of: file) == path)
        #expect(text(path) == "one")
    }

    @Test("Beyond the bound that goes first which was not looked at for the longest time")
    func bound() async throws {
        var files: [HelpdeskModels.Attachment] = []
        for number in 0..<4 {
            files.append(try await attachment("\(number)" + String(repeating: "x", count: 99), named: "\(number)"))
        }
        let viewed = viewed(maxSize: 300)
        var paths: [String] = []
        for file in files.prefix(3) {
            paths.append(try await viewed.copy(of: file))
            desk.clock.advance(seconds: 100)
        }
        // Looked at again, so it is newer than the second.
        #expect(try await viewed.copy(of: files[0]) == paths[0])
        desk.clock.advance(seconds: 100)
        paths.append(try await viewed.copy(of: files[3]))
        #expect(paths.map { text($0) != nil } == [true, false, true, true])
    }

    @Test("What was just given, and what is larger than the bound, stays as long as it is looked at")
    func justGiven() async throws {
        let viewed = viewed(maxSize: 10)
        let first = try await viewed.copy(of: try await attachment("a long text", named: "a"))
        let second = try await viewed.copy(of: try await attachment("another long text", named: "b"))
        #expect(text(first) != nil && text(second) != nil)
        desk.clock.advance(seconds: 100)
        let third = try await viewed.copy(of: try await attachment("a third one", named: "c"))
        #expect(text(first) == nil && text(second) == nil && text(third) != nil)
    }

    @Test("What a program has open stays")
    func open() async throws {
        let viewed = viewed(maxSize: 10)
        let path = try await viewed.copy(of: try await attachment("a long text", named: "a"))
        let reader = try #require(FileHandle(forReadingAtPath: path))
        defer { try? reader.close() }
        // Not every file system can tell.
        let isTold = Descriptor(path, O_RDONLY)?.isOpenElsewhere ?? false
        desk.clock.advance(seconds: 100)
        _ = try await viewed.copy(of: try await attachment("another long text", named: "b"))
        #expect(!isTold || text(path) != nil)
    }

    @Test("A store of an older version, which had a folder in the mark's place, opens, and its files are shown")
    func olderStore() async throws {
        let mark = desk.store.directory + "/opened"
        try FileManager.default.removeItem(atPath: mark)
        try FileManager.default.createDirectory(atPath: mark + "/x", withIntermediateDirectories: true)
        let again = try desk.restarted()
        #expect(!LocalPath(mark).isFolder && LocalPath(mark).isThere)
        let viewed = ViewedFiles(AttachmentSaver(store: again.store, backend: again.backend))
        #expect(text(try await viewed.copy(of: try await attachment("one", named: "a.txt"))) == "one")
    }

    @Test("Where no copy can be made, the error names the file and not where it was to lie")
    func unwritable() async throws {
        try Data().write(to: URL(fileURLWithPath: folder))
        let file = try await attachment("one", named: "звіт.txt")
        let viewed = viewed()
        let error = await #expect(throws: HelpdeskError.self) { try await viewed.copy(of: file) }
        #expect(error?.code == .cannotWriteFile && error?.subject == "звіт.txt")
    }
}
