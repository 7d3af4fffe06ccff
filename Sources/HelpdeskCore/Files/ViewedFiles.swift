import Foundation
public import HelpdeskModels
import SystemKit

/// Copies of attachments to look at, in the store's folder: received once, found again by their content.
///
/// They may be thrown away at any time. Together they keep within a bound: what was not looked at for the longest time
/// goes first, and never what a program has open or has just been given.
public struct ViewedFiles: Sendable {
    private let saver: AttachmentSaver
    private let folder: String
    private let bound: Int64
    private let clock: @Sendable () -> Timestamp

    /// Seconds in which a program that was given a file opens it.
    private static let grace = 60.0

    /// - Parameter bound: of all copies together, in bytes; a single file may be larger.
    public init(_ saver: AttachmentSaver, bound: Int64 = 512 << 20) {
        self.saver = saver
        self.bound = bound
        folder = saver.store.files.viewed
        clock = saver.store.clock
    }

    /// A path of a copy that nobody but the user can read, under the attachment's own name. Throws as `AttachmentSaver`.
    public func copy(
        of attachment: Attachment, progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) async throws(HelpdeskError) -> String {
        let name = SafeFileName.make(from: attachment.name)
        let entry = folder + "/" + (attachment.sha256?.description ?? attachment.id.description)
        let now = clock()
        let known = try await Blocking.run { isCancelled throws(HelpdeskError) -> String? in
            guard LocalPath(entry).makeFolder(mode: 0o700) else {
                throw HelpdeskError(.cannotWriteFile, subject: name, detail: "the folder for copies cannot be made")
            }
            return try Self.find(attachment, name: name, in: entry, at: now, isCancelled: isCancelled)
        }
        if let known { return known }
        try await shrink(toHold: attachment.size, sparing: entry, at: now)
        let path = try await saver.save(attachment, in: LocalPath(entry), progress: progress).text
        // A program that shows the file is not to change it: it will be shown again.
        chmod(path, 0o400)
        Self.touch(path, now)
        try await shrink(toHold: 0, sparing: entry, at: now)
        return path
    }

    /// The copy that is there under the name, or gets it; nil for none. One that has been changed is thrown away.
    private static func find(
        _ attachment: Attachment, name: String, in entry: String, at now: Timestamp,
        isCancelled: @Sendable () -> Bool
    ) throws(HelpdeskError) -> String? {
        var found: String?
        for file in files(in: entry) where !file.path.hasSuffix(".part") {
            guard let copy = Descriptor(file.path, O_RDONLY | O_NOFOLLOW) else { continue }
            if try attachment.isContent(of: copy, isCancelled: isCancelled) {
                if found == nil || file.path == entry + "/" + name { found = file.path }
            } else {
                unlink(file.path)
            }
        }
        guard let found else { return nil }
        let path = entry + "/" + name
        guard found == path || link(found, path) == 0 else { return nil }
        touch(path, now)
        return path
    }

    private static func touch(_ path: String, _ time: Timestamp) {
        let moment = timespec(tv_sec: Int(time.milliseconds / 1000), tv_nsec: 0)
        utimensat(AT_FDCWD, path, [moment, moment], 0)
    }

    // MARK: The bound

    private struct Entry {
        let path: String
        let files: [(path: String, status: stat)]

        var size: Int64 { files.reduce(0) { $0 + Int64($1.status.st_size) } }
        var used: Int { files.map(\.status.st_mtim.tv_sec).max() ?? 0 }

        var isOpen: Bool {
            files.contains { Descriptor($0.path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)?.isOpenElsewhere ?? false }
        }
    }

    /// Throws away what was not looked at for the longest time, until there is room for so many bytes.
    private func shrink(toHold size: Int64, sparing spared: String, at now: Timestamp) async throws(HelpdeskError) {
        try await Blocking.run { [folder, bound] _ throws(HelpdeskError) in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            var entries = names.map { Entry(path: folder + "/" + $0, files: Self.files(in: folder + "/" + $0)) }
            var total = entries.reduce(size) { $0 + $1.size }
            entries.sort { $0.used < $1.used }
            let given = Int(now.adding(seconds: -Self.grace).milliseconds / 1000)
            for entry in entries where total > bound && entry.path != spared && entry.used < given && !entry.isOpen {
                for file in entry.files { unlink(file.path) }
                rmdir(entry.path)
                total -= entry.size
            }
        }
    }

    private static func files(in entry: String) -> [(path: String, status: stat)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: entry)) ?? []
        return names.sorted().compactMap { name in
            let path = entry + "/" + name
            var status = stat()
            guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
            return (path, status)
        }
    }
}
