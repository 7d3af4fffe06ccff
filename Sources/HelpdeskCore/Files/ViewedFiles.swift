import Foundation
public import HelpdeskModels
import SystemKit

/// Copies of attachments for viewing, in the store's folder: received once, found again by their content.
///
/// They may be deleted at any time. Their total size is limited: the least recently viewed go first, but never those that
/// a program has open or has just been given.
public struct ViewedFiles: Sendable {
    private let saver: AttachmentSaver
    private let folder: String
    private let maxSize: Int64
    private let clock: @Sendable () -> Timestamp

    /// How long a program may take to open a file that it was given, in seconds.
    private static let grace = 60.0

    /// - Parameter maxSize: of all copies together, in bytes; a single file may be larger.
    public init(_ saver: AttachmentSaver, maxSize: Int64 = 512 << 20) {
        self.saver = saver
        self.maxSize = maxSize
        folder = saver.store.files.viewed
        clock = saver.store.clock
    }

    /// The path of a copy under the attachment's own name, which only the user can read. Throws as `AttachmentSaver` does.
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
        // Read-only, because the copy will be shown again.
        chmod(path, 0o400)
        Self.touch(path, now)
        try await shrink(toHold: 0, sparing: entry, at: now)
        return path
    }

    /// The existing copy, which gets the name if needed; nil if there is none. Deletes copies that were changed.
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

    // MARK: Size

    private struct Entry {
        let path: String
        let files: [(path: String, status: stat)]

        var size: Int64 { files.reduce(0) { $0 + Int64($1.status.st_size) } }
        var used: Int { files.map(\.status.st_mtim.tv_sec).max() ?? 0 }

        var isOpen: Bool {
            files.contains { Descriptor($0.path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)?.isOpenElsewhere ?? false }
        }
    }

    /// Deletes the least recently viewed copies until there is room for `size` bytes.
    private func shrink(toHold size: Int64, sparing spared: String, at now: Timestamp) async throws(HelpdeskError) {
        try await Blocking.run { [folder, maxSize] _ throws(HelpdeskError) in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            var entries = names.map { Entry(path: folder + "/" + $0, files: Self.files(in: folder + "/" + $0)) }
            var total = entries.reduce(size) { $0 + $1.size }
            entries.sort { $0.used < $1.used }
            let given = Int(now.adding(seconds: -Self.grace).milliseconds / 1000)
            for entry in entries where total > maxSize && entry.path != spared && entry.used < given && !entry.isOpen {
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
