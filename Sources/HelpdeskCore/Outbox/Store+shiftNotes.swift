import Foundation
import GRDB
public import HelpdeskModels

/// A note for the next shift as this machine knows it.
public struct StoredShiftNote: Hashable, Sendable, Identifiable {
    public var note: ShiftNote
    /// Whether the backend does not have it yet.
    public var isUnsent: Bool
    /// Why the backend refused it for good; nil unless it did.
    public var refusal: HelpdeskError?

    public var id: ShiftNote.ID { note.id }

    public init(note: ShiftNote, isUnsent: Bool = false, refusal: HelpdeskError? = nil) {
        self.note = note
        self.isUnsent = isUnsent
        self.refusal = refusal
    }
}

/// Queues notes for the next shift, and their removal.
extension Store {
    /// Queues a note, which shows at once. Throws `invalid` with the violations, `forbidden` for the staff, or
    /// `notSignedIn` before the first sync.
    @discardableResult
    public func queueShiftNote(_ text: String) async throws(HelpdeskError) -> ShiftNote.ID {
        let now = moment
        let id = ShiftNote.ID.make(at: now.wall)
        try await writeDurably(announcing: .shiftNotes) { database in
            guard try !Self.me(database).user.role.isStaff else { throw HelpdeskError(.forbidden) }
            let new = NewShiftNote(text: text)
            let violations = try Self.limits(database).violations(in: new)
            guard violations.isEmpty else { throw HelpdeskError(.invalid, violations: violations) }
            try Outbox(database: database).append(.shiftNote(new), id: id.uuid, ticket: Ticket.ID(id.uuid), at: now)
        }
        intended.send(())
        return id
    }

    /// Queues that a note goes; it is hidden at once. One that never left is only taken back.
    ///
    /// Throws `notFound` if there is no such note.
    public func queueShiftNoteRemoval(_ id: ShiftNote.ID) async throws(HelpdeskError) {
        let now = moment
        try await writeErasing(announcing: .shiftNotes) { database in
            let outbox = Outbox(database: database)
            let unsent = try outbox.item(id.uuid)
            if let unsent, !unsent.mayHaveLeft {
                _ = try outbox.remove(unsent)
                return
            }
            let isKnown = try Int.fetchOne(
                database, sql: "SELECT 1 FROM shift_note WHERE id = ?", arguments: [id.uuid])
            guard unsent != nil || isKnown != nil else {
                throw HelpdeskError(.notFound, subject: id.description)
            }
            if try Self.removedShiftNotes(database).contains(id) { return }
            try outbox.append(.shiftNoteRemoval, id: UUID(), ticket: Ticket.ID(id.uuid), at: now)
        }
        intended.send(())
    }

    /// Newest first, at most as many as a desk keeps, and not for longer: a machine that was away for months has missed
    /// that a note expired.
    static func shiftNotes(of me: Me, at now: Timestamp, _ database: Database) throws -> [StoredShiftNote] {
        guard !me.user.role.isStaff else { return [] }
        let removed = try removedShiftNotes(database)
        let statement = try database.cachedStatement(
            sql:
                "SELECT json FROM shift_note WHERE written >= ? ORDER BY written DESC, id DESC LIMIT \(ShiftNote.count)"
        )
        let start = now.adding(seconds: -ShiftNote.lifetime)
        let sent = try String.fetchAll(statement, arguments: [start.milliseconds]).map {
            StoredShiftNote(note: try StoredJSON.decode(ShiftNote.self, from: $0))
        }
        let unsent = try Outbox(database: database).shiftNotes().compactMap { item -> StoredShiftNote? in
            guard case .shiftNote(let new) = item.intent else { return nil }
            let note = ShiftNote(
                id: ShiftNote.ID(item.id), author: Author(me.user), text: new.text, written: item.created)
            return StoredShiftNote(note: note, isUnsent: true, refusal: item.state == .parked ? item.error : nil)
        }
        let known = Set(sent.map(\.id))
        return (unsent.filter { !known.contains($0.id) } + sent).filter { !removed.contains($0.id) }
    }

    private static func removedShiftNotes(_ database: Database) throws -> Set<ShiftNote.ID> {
        let ids = try UUID.fetchAll(
            database, sql: "SELECT ticket FROM outbox WHERE kind = 'shiftNoteRemoval' AND state <> 'parked'")
        return Set(ids.map { ShiftNote.ID($0) })
    }
}

extension ShiftNote {
    /// All that is known of a note that is gone.
    static func gone(_ id: ID) -> ShiftNote {
        ShiftNote(
            id: id, author: Author(id: "", name: "", role: .customer), text: "", written: Timestamp(milliseconds: 0),
            isGone: true)
    }
}
