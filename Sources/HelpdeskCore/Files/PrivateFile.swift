import Foundation
import SystemKit

/// Small files that only their owner may read, replaced as a whole.
enum PrivateFile {
    /// Replaces the file (0600), and creates its directory (0700) if needed. Throws `cannotWriteFile` or `diskFull`.
    static func write(_ text: String, to path: String) throws(HelpdeskError) {
        let name = LocalPath(path).name
        do {
            try FileManager.default.createDirectory(
                atPath: NSString(string: path).deletingLastPathComponent, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw HelpdeskError(.cannotWriteFile, subject: path, detail: "the directory cannot be created")
        }
        let part = path + ".new"
        unlink(part)
        guard let file = Descriptor(part, O_WRONLY | O_CREAT | O_EXCL) else { throw .writing(name) }
        var text = text
        let isWritten = text.withUTF8 { file.write(UnsafeRawBufferPointer($0)) }
        guard isWritten, file.synchronize(), rename(part, path) == 0 else {
            let error = HelpdeskError.writing(name)
            unlink(part)
            throw error
        }
    }

    /// The text of the file, without a byte order mark; nil if there is no file.
    ///
    /// Throws `fileUnreadable`, also for more than 1 MiB or invalid UTF-8, and `secretFileOpen` for a secret that others
    /// than its owner can read.
    static func read(_ path: String, isSecret: Bool = false) throws(HelpdeskError) -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw HelpdeskError(.fileUnreadable, subject: path, detail: String(cString: strerror(errno)))
        }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= 1 << 20,
            let data = FileManager.default.contents(atPath: path), let text = String(validating: data, as: UTF8.self)
        else { throw HelpdeskError(.fileUnreadable, subject: path) }
        guard !isSecret || status.st_mode & 0o077 == 0 else { throw HelpdeskError(.secretFileOpen, subject: path) }
        return text.withoutByteOrderMark
    }
}
