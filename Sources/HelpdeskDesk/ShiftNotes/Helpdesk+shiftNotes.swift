package import HelpdeskModels

/// Rows of shift notes.
package protocol ShiftNoteRecords {
    func insert(_ note: ShiftNote, of service: Service.ID) throws
    /// Also one that is gone, which ``ShiftNote/isGone`` says.
    func shiftNote(_ id: ShiftNote.ID) throws -> (note: ShiftNote, service: Service.ID)?
    /// Of those that are not gone.
    func shiftNoteCount(of service: Service.ID) throws -> Int
    func shiftNotes(writtenBefore time: Timestamp) throws -> [ShiftNote.ID]
    /// Replaces what is known of a note by what remains of it.
    func remove(_ note: ShiftNote, at time: Timestamp) throws
    /// Deletes what was removed before `time`, with its changes, but for the latest change of all.
    func deleteShiftNotes(removedBefore time: Timestamp) throws
}

/// Notes for the next shift. All of it is the service's own: nothing here has an answer for the staff.
extension Helpdesk {
    /// Writes a note; the same again is no error, also after the note is gone.
    ///
    /// Throws `forbidden` for the staff, `conflict` if the id stands for another note, `notFound` for one of another
    /// service, and `invalid`.
    package func putShiftNote(
        _ id: ShiftNote.ID, _ new: NewShiftNote, by account: Account, at time: Timestamp
    ) async throws -> Written<ShiftNote> {
        let service = try account.serviceOfNotes()
        return try await database.write { records in
            if let (note, owner) = try records.shiftNote(id) {
                guard owner == service else { throw StoreError.notFound }
                guard note.author.id == account.user.id, note.isGone || note.text == new.text else {
                    throw StoreError.conflict("The id of the note was used for another one.")
                }
                return Written(value: note, isNew: false)
            }
            let violations = try records.desk().limits.violations(in: new)
            guard violations.isEmpty else { throw StoreError.invalid(violations) }
            guard try records.shiftNoteCount(of: service) < ShiftNote.count else {
                throw StoreError.invalid([
                    Violation(field: "notes", code: .tooMany, limit: Int64(ShiftNote.count))
                ])
            }
            let note = ShiftNote(id: id, author: account.author, text: new.text, written: time)
            try records.insert(note, of: service)
            try records.append(.shiftNote, id.description, .customers(of: service))
            return Written(value: note, isNew: true)
        }
    }

    /// Deletes a note of the own service, whoever wrote it; again is no error. Throws `forbidden` or `notFound`.
    package func deleteShiftNote(_ id: ShiftNote.ID, by account: Account, at time: Timestamp) async throws {
        let service = try account.serviceOfNotes()
        try await database.write { records in
            guard let (note, owner) = try records.shiftNote(id), owner == service else { throw StoreError.notFound }
            if !note.isGone { try records.forget(note, of: service, at: time) }
        }
    }

    /// Removes notes that are too old, and forgets those that went long ago. Waits for the database.
    func forgetShiftNotes(at time: Timestamp) throws {
        try database.administer { records in
            for id in try records.shiftNotes(writtenBefore: time.adding(seconds: -ShiftNote.lifetime)) {
                guard let (note, service) = try records.shiftNote(id) else { continue }
                try records.forget(note, of: service, at: time)
            }
            // As with files from the phone, clients that were away learn of it for 90 days.
            try records.deleteShiftNotes(removedBefore: time.adding(seconds: -PhoneRules.memory))
        }
    }
}

extension Account {
    fileprivate func serviceOfNotes() throws(StoreError) -> Service.ID {
        guard let service = onlyService else {
            throw .forbidden("Only the users of a service have notes for its shifts.")
        }
        return service
    }
}

extension DeskRecords {
    fileprivate func forget(_ note: ShiftNote, of service: Service.ID, at time: Timestamp) throws {
        var gone = note
        gone.text = ""
        gone.isGone = true
        try remove(gone, at: time)
        try append(.shiftNote, note.id.description, .customers(of: service))
    }
}
