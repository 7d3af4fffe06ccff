import Foundation
import SystemKit

/// The files in a store's directory.
struct StoreFiles: Sendable {
    let directory: String

    var database: String { directory + "/store.sqlite" }
    /// Copies of attached files, under their ids.
    var outbox: String { directory + "/outbox" }
    /// A new store with what was rescued, complete, that is to take the place of the damaged one.
    var rescued: String { database + ".rescued" }
    /// Copies of attachments that were looked at.
    var viewed: String { directory + "/viewed" }
    /// There once the store was opened: if the database is missing or empty then, it was lost. Touched after each commit.
    var opened: String { directory + "/opened" }
    /// There while a process has found damage that it could not repair.
    var suspect: String { directory + "/suspect" }
    /// Locked while a process opens or repairs the store.
    var openingLock: String { directory + "/locks/opening" }
    /// Locked, shared, by each process that has the store open; exclusively by one that repairs it.
    var useLock: String { directory + "/locks/use" }
    /// Locked by the process that sends.
    var sendingLock: String { directory + "/locks/sending" }
    /// Its bytes are locked by the processes that have drafts open.
    var draftsLock: String { directory + "/locks/drafts" }

    func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Creates the directories (0700). Throws `storeUnwritable` or `diskFull`.
    func create() throws(HelpdeskError) {
        do {
            for folder in [directory, outbox, directory + "/locks"] where !exists(folder) {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            }
        } catch {
            throw HelpdeskError(
                errno == ENOSPC ? .diskFull : .storeUnwritable, subject: directory,
                detail: "the directory cannot be created")
        }
    }

    /// Opens a lock's file. Throws `storeUnwritable` or `diskFull`.
    func open(lock path: String) throws(HelpdeskError) -> Descriptor {
        guard let file = Descriptor(path, O_RDWR | O_CREAT) else { throw failure() }
        return file
    }

    func mark(_ path: String) throws(HelpdeskError) {
        // Earlier versions had a folder for copies of attachments under the name of a mark.
        if LocalPath(path).isFolder { try? FileManager.default.removeItem(atPath: path) }
        guard exists(path) || Descriptor(path, O_WRONLY | O_CREAT) != nil else { throw failure() }
    }

    /// Renames, within the file system; nothing happens if `path` is not there.
    func move(_ path: String, to target: String) throws(HelpdeskError) {
        guard rename(path, target) == 0 || errno == ENOENT else { throw failure() }
    }

    /// Reports a commit to the other processes that watch the directory. What was written for it before does not: while
    /// it waits for the disk, nobody can read it.
    func announceCommit() { utimensat(AT_FDCWD, opened, nil, 0) }

    /// The meaning of a failed change in the directory, by `errno`.
    func failure() -> HelpdeskError {
        let number = errno
        return HelpdeskError(
            number == ENOSPC || number == EDQUOT ? .diskFull : .storeUnwritable, subject: directory,
            detail: String(cString: strerror(number)))
    }
}
