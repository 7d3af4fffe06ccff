import Foundation
import HelpdeskModels
import TOMLText
import TestSupport
import Testing

@testable import DeskStorage
@testable import HelpdeskDesk
@testable import HelpdeskServer

/// The key that tokens are digested with, and the database that belongs to it.
@Suite struct KeyTests {
    private let desk: TestDesk
    private let folder = FileManager.default.temporaryDirectory.appending(path: "cabdesk-\(UUID().uuidString)")
    private static let key = String(repeating: "0123456789abcdef", count: 4)
    private static let otherKey = String(repeating: "fedcba9876543210", count: 4)

    init() throws {
        desk = try TestDesk()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// The desk's storage with a key from a file.
    private func storage(_ key: String) throws -> StorageConfiguration {
        let file = folder.appending(path: "\(UUID().uuidString).key")
        try Data((key + "\n").utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        var storage = desk.storage
        storage.tokenKey = .file(file)
        return storage
    }

    private func isValid(_ token: AccessToken, in directory: DataDirectory) async throws -> Bool {
        try await directory.desk.account(tokenDigest: directory.desk.digester.digest(of: token), at: .now) != nil
    }

    /// A copy of a desk's own key as it stands in a configuration.
    private func ownKey() throws -> String {
        try Data(contentsOf: desk.storage.tokenKeyFile).map { String(format: "%02x", $0) }.joined()
    }

    @Test func `a server with the same key from its configuration opens the desk, and takes its tokens`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let (token, _) = try desk.helpdesk.createToken(for: TestDesk.ann.id, label: "")
        let directory = try DataDirectory(storage(ownKey()))
        #expect(try await isValid(token, in: directory))
    }

    @Test func `a server with another key refuses to start, and says so without the key`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let failure = #expect(throws: ServerFailure.self) { try DataDirectory(storage(Self.key)) }
        let text = failure?.description ?? ""
        let own = TokenDigester(key: Data((0..<32).map { [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF][$0 % 8] }))
        #expect(text.contains(own.fingerprint) && text.contains(desk.helpdesk.digester.fingerprint))
        #expect(text.contains("[keys]") && text.contains("adopt-key"))
        #expect(try !text.contains(Self.key.prefix(8)) && !text.contains(ownKey().prefix(8)))
        #expect(failure?.isTemporary == false)
        // The one that it belongs to still opens it.
        _ = try DataDirectory(desk.storage)
    }

    @Test func `a lost key file is not replaced without a word`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.removeItem(at: desk.storage.tokenKeyFile)
        let failure = #expect(throws: ServerFailure.self) { try DataDirectory(desk.storage) }
        #expect(failure?.description.contains("backup") == true)
        #expect(!FileManager.default.fileExists(atPath: desk.storage.tokenKeyFile.path))
    }

    @Test func `an administrator can make another key the desk's, and ends what was made with the old one`()
        async throws
    {
        defer { try? FileManager.default.removeItem(at: folder) }
        let (token, _) = try desk.helpdesk.createToken(for: TestDesk.ann.id, label: "")
        let storage = try storage(Self.key)
        let fingerprint = try DataDirectory.adoptKeys(storage)
        let directory = try DataDirectory(storage)
        #expect(directory.desk.digester.fingerprint == fingerprint)
        #expect(try await !isValid(token, in: directory))
        let (new, _) = try directory.desk.createToken(for: TestDesk.ann.id, label: "")
        #expect(try await isValid(new, in: directory))
        #expect(throws: ServerFailure.self) { try DataDirectory(desk.storage) }
        #expect(try directory.desk.auditRecords().contains { $0.action == "key.adopt" && $0.target == fingerprint })
    }

    @Test func `of two servers that open a new desk at once with different keys, one refuses`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try await desk.run("DELETE FROM key_fingerprint")
        let storages = try [storage(Self.key), storage(Self.otherKey)]
        let opened = await withTaskGroup(of: Bool.self) { group in
            for storage in storages { group.addTask { (try? DataDirectory(storage)) != nil } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(opened.count(where: \.self) == 1)
    }

    @Test(arguments: ["", "0123", key + "0", String(repeating: "g", count: 64), String(repeating: "ї", count: 32)])
    func `what is no key is refused in words`(text: String) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let storage = try storage(text)
        for attempt in [{ _ = try DataDirectory(storage) }, { try storage.check() }] {
            let failure = #expect(throws: ServerFailure.self) { try attempt() }
            #expect(failure?.description.contains("64 hexadecimal digits") == true)
        }
    }

    @Test func `the configuration names where the key comes from`() throws {
        func storage(_ text: String) throws -> StorageConfiguration {
            try StorageConfiguration(
                ConfigurationTable("data = \"data\"\n\(text)", name: "cabdeskd.toml", directory: folder))
        }
        #expect(try storage("").tokenKey == nil)
        #expect(try storage("[keys]\ntoken_env = \"KEY\"").tokenKey == .environment("KEY"))
        let failure = #expect(throws: ConfigurationError.self) { try storage("[keys]\ntoken = \"\(Self.key)\"") }
        #expect(failure?.description.contains("line 3: keys.token is not known") == true)
    }

    @Test func `a backup is restored without the key that is in the configuration`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let source = try TestDesk(engine: .sqlite, files: .folder)
        try source.directory.backUp(to: folder.appending(path: "backup"))
        try FileManager.default.removeItem(at: folder.appending(path: "backup/\(TokenDigester.fileName)"))
        try DataDirectory.restore(folder.appending(path: "backup"), to: folder.appending(path: "restored"))
    }
}
