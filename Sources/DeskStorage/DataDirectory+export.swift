package import Foundation
import HelpdeskDesk
package import HelpdeskModels
import SystemKit

/// What the desk knows of a person or a service, in a folder of its own for the owner only.
extension DataDirectory {
    /// The folder must not be there yet; it is there in full or not at all. Throws ``ServerFailure``.
    package func exportPerson(_ id: User.ID, to target: URL) throws {
        try export(to: target) { try desk.exportPerson(id, to: $0) }
    }

    /// - Parameter withNotes: with the internal notes of the staff.
    package func exportService(_ id: HelpdeskModels.Service.ID, to target: URL, withNotes: Bool) throws {
        try export(to: target) { try desk.exportService(id, to: $0, withNotes: withNotes) }
    }

    private func export(to target: URL, _ body: (FilesOfExport) throws -> Void) throws {
        let target = target.standardizedFileURL
        guard !FileManager.default.fileExists(atPath: target.path) else {
            throw ServerFailure("\(target.path) is there already. Name a folder that is not.")
        }
        try Self.make(target, or: "The export \(target.path) could not be written") { partial in
            try body(FilesOfExport(folder: partial, store: files))
        }
    }
}

private struct FilesOfExport: ExportFolder {
    let folder: URL
    let store: any FileStore

    func write(_ value: some Encodable, to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        try write(encoder.encode(value) + Data("\n".utf8), to: path)
    }

    func write(text: String, to path: String) throws {
        try write(Data(text.utf8), to: path)
    }

    func copy(_ content: SHA256Digest, to path: String) throws {
        try store.copy(content, to: create(path))
    }

    private func write(_ data: Data, to path: String) throws {
        let file = try create(path)
        try data.withUnsafeBytes { try file.write($0, at: 0) }
    }

    private func create(_ path: String) throws -> OpenFile {
        let place = folder.appending(path: path)
        try DataDirectory.makeDirectory(place.deletingLastPathComponent())
        return try OpenFile(path: place.path, flags: O_WRONLY | O_CREAT | O_EXCL)
    }
}
