import Foundation
import GRDB
public import HelpdeskModels
import SystemKit

extension Store {
    /// Copies the file into the outbox folder, for the draft, under a name that may travel.
    ///
    /// Throws `fileMissing`, `fileIsDirectory`, `fileNotRegular`, `fileUnreadable`, `fileTooLarge`, `fileChanged`,
    /// `tooManyFiles`, `diskFull` or `storeUnwritable`; the subject is the file's name.
    public func attach(
        _ located: LocatedPath, to draft: Draft.ID, limits: Limits
    ) async throws(HelpdeskError) -> OutgoingFile {
        let name = located.path.name
        let present = try await read { database in
            try Int.fetchOne(
                database, sql: "SELECT count(*) FROM outgoing_file WHERE draft = ?", arguments: [draft.uuid]) ?? 0
        }
        guard present < limits.attachmentCount else { throw HelpdeskError(.tooManyFiles, subject: name) }
        let id = Attachment.ID.make(at: clock())
        let copy = outgoingFilePath(id)
        let file = try await BlockingWork.run { isCancelled throws(HelpdeskError) in
            try FileIntake(limits: limits, isCancelled: isCancelled).copy(located, to: copy, id: id)
        }
        do {
            try await writeDurably(announcing: StoreChange(drafts: [draft])) { database in
                try database.execute(
                    sql: "INSERT INTO outgoing_file (id, draft, json, is_uploaded) VALUES (?, ?, ?, 0)",
                    arguments: [id.uuid, draft.uuid, try StoredJSON.encode(file)])
            }
        } catch {
            removeCopies(of: [id])
            throw error
        }
        return file
    }

    /// The same with whatever has the path.
    public func attach(
        _ path: LocalPath, to draft: Draft.ID, limits: Limits
    ) async throws(HelpdeskError) -> OutgoingFile {
        try await attach(LocatedPath(path), to: draft, limits: limits)
    }

    /// The same with a path as it is typed.
    public func attach(path: String, to draft: Draft.ID, limits: Limits) async throws(HelpdeskError) -> OutgoingFile {
        try await attach(LocalPath(argument: path), to: draft, limits: limits)
    }

    /// Removes a file from the draft, with its copy; nothing happens if it is not there.
    ///
    /// Throws `draftInUse` while another program has the draft open.
    public func detach(_ file: OutgoingFile.ID, from draft: Draft.ID) async throws(HelpdeskError) {
        try claim(draft)
        let isRemoved = try await writeDurably(announcing: StoreChange(drafts: [draft])) { database in
            try database.execute(
                sql: "DELETE FROM outgoing_file WHERE id = ? AND draft = ?", arguments: [file.uuid, draft.uuid])
            return database.changesCount == 1
        }
        if isRemoved { removeCopies(of: [file]) }
    }

    /// Where the copy of an attached file lies; nothing is there any more once the file is sent.
    public func outgoingFilePath(_ id: Attachment.ID) -> String {
        "\(files.outbox)/\(id)"
    }

    /// Deletes copies of files that no row mentions any more. One that stays by mishap only takes room.
    func removeCopies(of files: [Attachment.ID]) {
        for file in files { try? FileManager.default.removeItem(atPath: outgoingFilePath(file)) }
    }

    /// Deletes files in the outbox folder that nothing mentions: those that a crash between copying and writing left, or of
    /// a draft that was discarded meanwhile.
    ///
    /// Files of the last day stay: another process may be about to mention them.
    func removeStrayCopies() async throws(HelpdeskError) {
        // Ids begin with their time.
        let limit = Attachment.ID.make(at: clock().adding(seconds: -86_400))
        try await write(announcing: nil) { database in
            try database.execute(
                sql: """
                    DELETE FROM outgoing_file
                    WHERE draft IS NOT NULL AND draft NOT IN (SELECT id FROM draft) AND id < ?
                    """,
                arguments: [limit.uuid])
        }
        let known = try await read { try UUID.fetchSet($0, sql: "SELECT id FROM outgoing_file") }
        let folder = files.outbox
        let yesterday = Date(timeIntervalSinceNow: -86_400)
        // Files that cannot be listed or removed now are left to the next start: they only take room.
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            let id = UUID(uuidString: String(name.prefix(36)))
            if let id, known.contains(id) { continue }
            let path = folder + "/" + name
            let changed = try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
            if let changed, changed < yesterday { try? FileManager.default.removeItem(atPath: path) }
        }
    }
}
