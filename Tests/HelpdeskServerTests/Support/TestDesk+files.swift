import Foundation
import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import DeskStorage

/// The folder or the object store of a desk, seen from behind.
extension TestDesk {
    /// The files that wait for their parts, and all that is kept of uploads.
    func uploadNames() async throws -> Set<String> {
        let folder = directory.url.appending(path: "uploads").path
        let names = Set(try FileManager.default.contentsOfDirectory(atPath: folder))
        guard let objects = directory.objects else { return names }
        let rows = try await texts("SELECT id FROM object_upload")
        let stored = try objects.store.list(ObjectUpload.folder).map(\.key)
        let parts = try objects.store.multiparts(ObjectUpload.folder).map(\.key)
        return names.union(rows).union((stored + parts).compactMap { ObjectUpload.id(ofKey: $0)?.description })
    }

    /// Makes as if nobody had written to an upload for an hour.
    func makeOld(_ upload: Upload.ID) async throws {
        guard let vault = directory.vault else {
            return try await run("UPDATE object_upload SET touched = 0 WHERE id = '\(upload)'")
        }
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -3700)], ofItemAtPath: vault.path(of: upload))
    }

    /// The places of the bytes: files of the data directory, with the database and its log, and objects.
    func places(of bytes: Data) throws -> [String] {
        let root = directory.url
        let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        let files = try names.filter { name in
            var isFolder: ObjCBool = false
            let path = root.appending(path: name).path
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
                return false
            }
            return try Data(contentsOf: URL(filePath: path)).range(of: bytes) != nil
        }
        return try files + objects().filter { $0.value.range(of: bytes) != nil }.keys
    }

    /// Every object of the desk by its key; none in a folder.
    func objects() throws -> [String: Data] {
        guard let store = directory.objects?.store else { return [:] }
        let keys = try store.list("").map(\.key)
        return Dictionary(
            uniqueKeysWithValues: try keys.map { ($0, try store.read($0, at: 0, count: 1 << 20)) })
    }

    /// Runs `body`, and puts the files back as they were before.
    func keepingFiles(_ body: () throws -> Void) throws {
        if let store = directory.objects?.store {
            let kept = try objects()
            try body()
            for (key, content) in kept { try store.put(content, to: key) }
            return
        }
        let vault = try #require(directory.vault)
        let kept = directory.url.appending(path: "kept")
        try FileManager.default.createDirectory(at: kept, withIntermediateDirectories: true)
        for folder in [vault.files, vault.uploads] {
            try FileManager.default.copyItem(at: folder, to: kept.appending(path: folder.lastPathComponent))
        }
        try body()
        for folder in [vault.files, vault.uploads] {
            try FileManager.default.removeItem(at: folder)
            try FileManager.default.moveItem(at: kept.appending(path: folder.lastPathComponent), to: folder)
        }
        try FileManager.default.removeItem(at: kept)
    }

    /// Makes the files unreachable while `body` runs, which leaves none there.
    func withoutFiles(_ body: () throws -> Void) throws {
        if let transport {
            transport.plan { _ in .lostRequest }
            defer { transport.plan(nil) }
            return try body()
        }
        let files = try #require(directory.vault).files
        try FileManager.default.removeItem(at: files)
        defer { try? FileManager.default.createDirectory(at: files, withIntermediateDirectories: true) }
        try body()
    }
}
