import Foundation
import HelpdeskDesk
import HelpdeskModels
import SystemKit

/// Copies of contents on this machine, for a bot that sends them as files. Each stays for a week after it was asked for.
struct LocalCopies: Sendable {
    let directory: URL

    private static let lifetime: Double = 7 * 86_400

    /// The path of the copy; `make` fills the file of one that is not there yet.
    func path(of digest: SHA256Digest, _ make: (OpenFile) throws -> Void) throws -> String {
        let path = self.path(of: digest)
        // Asked for again, it stays for another week.
        if utimensat(AT_FDCWD, path, nil, 0) == 0 { return path }
        let partial = directory.appending(path: ".\(UUID().uuidString)").path
        do {
            try FileManager.default.createDirectory(
                at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let file = try OpenFile(path: partial, flags: O_RDWR | O_CREAT | O_EXCL)
            try make(file)
            guard try file.sha256() == digest else {
                throw StoreError.damaged("the file \(digest) in the object store")
            }
            guard rename(partial, path) == 0 else { throw FileFailure.last("rename") }
            return path
        } catch {
            unlink(partial)
            throw error
        }
    }

    /// The contents that there are copies of.
    func contents() throws -> [SHA256Digest] {
        try names().compactMap { SHA256Digest($0) }
    }

    /// It is no error if there is none.
    func remove(_ digest: SHA256Digest) throws {
        guard unlink(path(of: digest)) == 0 || errno == ENOENT else { throw FileFailure.last("unlink") }
    }

    /// Removes those that nobody has asked for in a week, and what a killed process left.
    func removeOld() throws {
        for name in try names() {
            let path = directory.appending(path: name).path
            var status = stat()
            guard stat(path, &status) == 0 else { continue }
            if Double(status.st_mtim.tv_sec) < Date().timeIntervalSince1970 - Self.lifetime { unlink(path) }
        }
    }

    private func names() throws -> [String] {
        guard FileManager.default.fileExists(atPath: directory.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: directory.path)
    }

    private func path(of digest: SHA256Digest) -> String { directory.appending(path: digest.description).path }
}
