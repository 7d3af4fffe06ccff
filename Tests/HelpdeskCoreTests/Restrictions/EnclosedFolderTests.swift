import Foundation
import HelpdeskModels
import SystemKit
import TestSupport
import Testing

@testable import HelpdeskCore

@Suite("The one folder of restricted mode")
struct EnclosedFolderTests {
    private let outside: TemporaryFolder
    private let folder: EnclosedFolder
    private let restrictions: Restrictions
    private let path: String

    init() throws {
        outside = try TemporaryFolder()
        path = outside.path + "/files"
        folder = try EnclosedFolder(LocalPath(path))
        restrictions = .restricted(to: folder)
        try outside.write(Data("secret".utf8), to: "secret.txt")
        try outside.write(Data("mine".utf8), to: "files/mine.txt")
        try FileManager.default.createDirectory(
            atPath: path + "/звіти/2026", withIntermediateDirectories: true)
        try outside.write(Data("report".utf8), to: "files/звіти/2026/травень.txt")
        try outside.write(Data("neighbour".utf8), to: "files2")
    }

    private static func write(_ text: String, to path: LocalPath) -> Bool {
        guard let file = Descriptor(path, O_WRONLY | O_CREAT) else { return false }
        return Array(text.utf8).withUnsafeBytes { file.write($0) }
    }

    private func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: "\(path)/\(name)", withDestinationPath: target)
    }

    /// The text of the file that the path leads to; nil for nothing. Throws for what is refused.
    private func read(_ path: LocalPath) throws(HelpdeskError) -> String? {
        let found = try restrictions.locate(path)
        defer { withExtendedLifetime(found) {} }
        return found.isThere
            ? FileManager.default.contents(atPath: found.opening.text).map { String(decoding: $0, as: UTF8.self) } : nil
    }

    private func code(of path: LocalPath) -> HelpdeskError.Code? {
        do throws(HelpdeskError) {
            _ = try restrictions.locate(path)
            return nil
        } catch {
            return error.code
        }
    }

    @Test("What is in the folder is found: by an absolute path, a relative one, and one with dots that stays inside")
    func inside() throws {
        #expect(try read(LocalPath("mine.txt")) == "mine")
        #expect(try read(LocalPath(path + "/mine.txt")) == "mine")
        #expect(try read(LocalPath("звіти/2026/травень.txt")) == "report")
        #expect(try read(LocalPath("звіти//./2026/../../mine.txt")) == "mine")
        #expect(try restrictions.locate(LocalPath(path + "/")).facts?.isFolder == true)
        #expect(try !restrictions.locate(LocalPath("nothing/at/all")).isThere)
        #expect(try !restrictions.locate(LocalPath("mine.txt/more")).isThere)
        #expect(try !restrictions.locate(LocalPath(String(repeating: "x", count: 300))).isThere)
    }

    @Test(
        "No path leads out of the folder, whether something is there or not",
        arguments: [
            "..", "../secret.txt", "звіти/../../secret.txt", "/", "/etc/passwd", "/etc/shadow", "/nothing/there",
            "//etc",
            "../files2", "/proc/self/root/etc/passwd", "/proc/self/fd/0", "/dev/tty", "../nothing",
        ])
    func outside(_ typed: String) {
        #expect(code(of: LocalPath(typed)) == .outsideFolder)
    }

    @Test(
        "A neighbour whose name begins like the folder's is outside, and so are an impossible path and the folder above"
    )
    func neighbours() {
        #expect(code(of: LocalPath(path + "2")) == .outsideFolder)
        #expect(code(of: LocalPath(outside.path + "/secret.txt")) == .outsideFolder)
        #expect(code(of: LocalPath(bytes: [])) == .outsideFolder)
        #expect(code(of: LocalPath(bytes: Array("mine.txt".utf8) + [0])) == .outsideFolder)
    }

    @Test("Links are followed nowhere: to files, to folders, in the middle of a path, into the folder itself")
    func links() throws {
        try link("file", to: outside.path + "/secret.txt")
        try link("relative", to: "../secret.txt")
        try link("folder", to: outside.path)
        try link("звіти/up", to: "..")
        try link("own", to: "mine.txt")
        try link("loop", to: "loop")
        try link("kernel", to: "/proc/self/root")
        for typed in [
            "file", "relative", "folder", "folder/secret.txt", "звіти/up", "звіти/up/mine.txt", "own", "loop",
            "kernel/etc/passwd",
        ] {
            #expect(code(of: LocalPath(typed)) == .outsideFolder, "\(typed)")
        }
        let listed = try #require(try restrictions.locate(LocalPath(".")).entries())
        #expect(Set(listed.map(\.entry.text)) == ["mine.txt", "звіти"])
    }

    @Test("A name that is no UTF-8, and one with a line end, are found by how they read and by their bytes")
    func hardNames() throws {
        let foreign: [UInt8] = [0xC7, 0xE2, 0xB3, 0xF2]
        for name in [foreign, Array("a\nb".utf8), Array("..txt".utf8), Array("-rf ~".utf8), Array("%2e%2e".utf8)] {
            let file = LocalPath(path).appending(name)
            #expect(Self.write("x", to: file))
            #expect(try read(file) == "x")
            #expect(try read(LocalPath(bytes: name)) == "x")
        }
        #expect(try read(LocalPath(LegacyName.readable(foreign))) == "x")
    }

    @Test(
        "What was found stays what it was when its name is given to a link afterwards: a file, and a folder to save in")
    func exchanged() async throws {
        let desk = try Desk()
        let file = try restrictions.locate(LocalPath("mine.txt"))
        try FileManager.default.removeItem(atPath: path + "/mine.txt")
        try link("mine.txt", to: outside.path + "/secret.txt")
        let attached = try await desk.store.attach(file, to: Draft.ID.make(), limits: .standard)
        #expect(attached.name == "mine.txt")
        #expect(FileManager.default.contents(atPath: desk.store.outgoingFilePath(attached.id)) == Data("mine".utf8))

        _ = try await desk.engine.syncOnce()
        let ticket = try await desk.queueTicket("A", files: ["запис.txt": Data("text".utf8)])
        let waiting = try #require(try await desk.conversation(ticket).messages[0].message.attachments.first)
        let saver = AttachmentSaver(store: desk.store, backend: desk.backend)
        let target = try restrictions.locate(LocalPath("звіти"))
        try FileManager.default.moveItem(atPath: path + "/звіти", toPath: path + "/old")
        try link("звіти", to: outside.path)
        _ = try await saver.save(waiting, in: target)
        #expect(FileManager.default.contents(atPath: path + "/old/запис.txt") == Data("text".utf8))
        #expect(!FileManager.default.fileExists(atPath: outside.path + "/запис.txt"))
    }

    @Test("A file is saved into folders that are made in the folder, and nowhere else")
    func making() async throws {
        let made = try restrictions.locate(LocalPath("нові/2027"), making: true)
        #expect(made.facts?.isFolder == true)
        #expect(made.path.text == path + "/нові/2027")
        #expect(throws: HelpdeskError.self) { try restrictions.locate(LocalPath("../made"), making: true) }
        try link("out", to: outside.path)
        #expect(throws: HelpdeskError.self) { try restrictions.locate(LocalPath("out/made"), making: true) }
        #expect(!FileManager.default.fileExists(atPath: outside.path + "/made"))
    }

    @Test("A path is written as people know it, and a file of the folder that is none is refused for its reason")
    func reasons() async throws {
        let desk = try Desk()
        #expect(try restrictions.locate(LocalPath("звіти/./2026")).path.text == path + "/звіти/2026")
        #expect(mkfifo(path + "/fifo", 0o600) == 0)
        for (name, code) in [
            ("fifo", HelpdeskError.Code.fileNotRegular), ("звіти", .fileIsDirectory), ("none", .fileMissing),
        ] {
            let found = try restrictions.locate(LocalPath(name))
            let error = await #expect(throws: HelpdeskError.self) {
                try await desk.store.attach(found, to: Draft.ID.make(), limits: .standard)
            }
            #expect(error?.code == code && error?.subject == name)
        }
    }

    @Test("Without restrictions every path leads where it always led")
    func unrestricted() throws {
        let free = Restrictions.none
        #expect(try free.locate(LocalPath(outside.path + "/secret.txt")).facts?.size == 6)
        #expect(free.allowsPrograms && !free.isRestricted && free.filesFolder == nil)
        #expect(UIConfiguration.Notifications.allCases.allSatisfy(free.allows))
        #expect(!restrictions.allowsPrograms && restrictions.isRestricted)
        #expect(UIConfiguration.Notifications.allCases.filter { !restrictions.allows($0) } == [.desktop])
    }
}
