import Foundation
import GRDB
import HelpdeskModels
import NettleCrypto
import SystemKit

/// What is left of things that the desk has erased, beside the rows themselves: words in the search index, pages in the
/// log, copies of files.
extension Store {
    /// How much of it a page of changes concerns.
    enum Erasing: Comparable {
        case nothing
        /// Tickets that the account cannot see any more.
        case tickets
        /// People, services, or what they wrote: it must not be found again by anybody.
        case people

        init(_ page: ChangePage) {
            let hasEmptied = page.changes.contains { change in
                switch change {
                case .message(let message): message.author.isErased
                case .ticket(let ticket): ticket.author.isErased || ticket.assignee?.isErased == true
                case .event(let event): event.author.isErased
                case .desk, .service, .topic, .readMark, .agent, .telegramLink, .incident, .phoneFile, .shiftNote,
                    .cannedReply:
                    false
                }
            }
            self = hasEmptied || page.erased != nil ? .people : page.gone == nil ? .nothing : .tickets
        }
    }

    /// Removes copies of files that no message has any more, and cuts the log. What does not succeed now costs nothing but
    /// that it stays until the next time.
    ///
    /// After people were erased, the database is written anew: what was replaced before is left in its free pages, because
    /// the writes of a synchronisation do not overwrite what they free.
    func forgetErased(_ erasing: Erasing) async {
        let known = try? await read { database in
            try Set(
                String.fetchAll(
                    database, sql: "SELECT sha256 FROM attachment UNION SELECT lower(hex(id)) FROM attachment"))
        }
        if let known {
            let folder = files.viewed
            try? await BlockingWork.run { Self.removeCopies(in: folder, but: known) }
        }
        if erasing == .people { await writeAnew() }
        try? await connections.writer.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    }

    /// Does the same after tickets were removed, at most once a day: a desk that removes old tickets does so every hour,
    /// and a large database takes its time.
    func cleanOnceADay() async {
        let now = clock()
        let isDue = try? await read { database in
            guard try MetaKey.hasLeftovers.read(database) != nil else { return false }
            let last = try MetaKey.cleaned.read(database).flatMap { Int64($0) } ?? 0
            return !(last...last + 86_400_000).contains(now.milliseconds)
        }
        guard isDue == true else { return }
        let clean: @Sendable (Database) throws -> Void = { database in
            try SearchIndex(database: database).forgetRemoved()
            try MetaKey.hasLeftovers.write(nil, database)
            try MetaKey.cleaned.write(String(now.milliseconds), database)
        }
        guard (try? await writeErasing(announcing: nil, clean)) != nil else { return }
        await writeAnew()
        try? await connections.writer.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    }

    private func writeAnew() async {
        try? await connections.writer.writeWithoutTransaction { try $0.execute(sql: "VACUUM") }
    }

    /// A copy is under the SHA-256 of its content, or else under the id of its attachment.
    private static func removeCopies(in folder: String, but known: Set<String>) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        where !known.contains(name.lowercased().replacing("-", with: "")) {
            try? FileManager.default.removeItem(atPath: folder + "/" + name)
        }
    }
}

extension ChangeWriter {
    /// Forgets the staff and services whose ids have these digests.
    mutating func forget(_ digests: [SHA256Digest]) throws {
        let digests = Set(digests)
        for table in ["agent", "service"] {
            for id in try String.fetchAll(database, sql: "SELECT id FROM \(table)")
            where SHA256Digest(bytes: SHA256.digest(of: id.utf8)).map(digests.contains) == true {
                try database.execute(sql: "DELETE FROM \(table) WHERE id = ?", arguments: [id])
            }
        }
        change.formUnion(.vocabulary)
    }
}
