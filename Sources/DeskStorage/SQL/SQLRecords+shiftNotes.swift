import HelpdeskDesk
import HelpdeskModels
import SQLDatabase

/// Notes for the next shift.
extension SQLRecords {
    func insert(_ note: ShiftNote, of service: Service.ID) throws {
        try execute(
            "INSERT INTO shift_note(id, service, written, body) VALUES (?, ?, ?, ?)",
            note.id, service, note.written, WireJSON.text(of: note))
    }

    func shiftNote(_ id: ShiftNote.ID) throws -> (note: ShiftNote, service: Service.ID)? {
        try row("SELECT body, service FROM shift_note WHERE id = ?", id) { row in
            (try row.json(at: 0), row.key(at: 1))
        }
    }

    func shiftNoteCount(of service: Service.ID) throws -> Int {
        Int(
            try row("SELECT COUNT(*) FROM shift_note WHERE service = ? AND removed IS NULL", service) {
                $0.integer(at: 0)
            } ?? 0)
    }

    func shiftNotes(writtenBefore time: Timestamp) throws -> [ShiftNote.ID] {
        try rows("SELECT id FROM shift_note WHERE removed IS NULL AND written < ?", time) { try $0.id(at: 0) }
    }

    func remove(_ note: ShiftNote, at time: Timestamp) throws {
        try execute(
            "UPDATE shift_note SET removed = ?, body = ? WHERE id = ?", time, WireJSON.text(of: note), note.id)
    }

    func deleteShiftNotes(removedBefore time: Timestamp) throws {
        // The latest change stays: a cursor behind the end of the feed would be taken for another desk's.
        try execute(
            """
            DELETE FROM change WHERE kind = 'shiftNote' AND ref IN (SELECT id FROM shift_note WHERE removed < ?)
            AND seq < (SELECT MAX(seq) FROM change)
            """, time)
        try execute(
            """
            DELETE FROM shift_note WHERE removed < ?
            AND NOT EXISTS (SELECT 1 FROM change WHERE kind = 'shiftNote' AND ref = shift_note.id)
            """, time)
    }
}
