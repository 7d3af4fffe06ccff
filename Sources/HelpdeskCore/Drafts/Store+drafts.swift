import Foundation
import GRDB
public import HelpdeskModels

extension Store {
    /// Keeps what was written and opens the draft. Its files stay as they are, see `attach` and `detach`.
    ///
    /// Throws `draftInUse` while another program has it open.
    public func saveDraft(_ draft: Draft) async throws(HelpdeskError) {
        try claim(draft.id)
        try await writeDurably(announcing: StoreChange(drafts: [draft.id])) { try Self.write(draft, $0) }
    }

    /// All drafts in which something was written, the one changed last first. There may be several of each kind.
    public func drafts() async throws(HelpdeskError) -> [Draft] {
        try await read { try Self.allDrafts($0) }
    }

    /// As `drafts`, with the tickets that they are about.
    public func listedDrafts() async throws(HelpdeskError) -> [ListedDraft] {
        try await read { database in
            try Self.allDrafts(database).map { draft in
                let row = try draft.kind.ticket.flatMap { ticket in
                    try Row.fetchOne(
                        database, sql: "SELECT number, subject FROM ticket WHERE id = ?", arguments: [ticket.uuid])
                }
                return ListedDraft(draft: draft, number: try row?.value(0), ticketSubject: try row?.value(1))
            }
        }
    }

    private static func allDrafts(_ database: Database) throws -> [Draft] {
        try drafts("ORDER BY updated DESC, id DESC", [], database).filter { !$0.isBlank }
    }

    /// Adds a text to the end of a draft; nothing if the draft is not there any more. Throws `draftInUse`.
    public func append(_ text: String, to id: Draft.ID) async throws(HelpdeskError) {
        guard var draft = try await openDraft(id) else { return }
        draft.text += text
        draft.updated = clock()
        try await saveDraft(draft)
    }

    /// The drafts of this kind, the one changed last first.
    func draftIDs(_ kind: Draft.Kind) async throws(HelpdeskError) -> [Draft.ID] {
        try await read { database in
            try UUID.fetchAll(
                database, sql: "SELECT id FROM draft WHERE ticket IS ? AND kind = ? ORDER BY updated DESC, id DESC",
                arguments: [kind.ticket?.uuid, kind.name.rawValue]
            ).map { Draft.ID($0) }
        }
    }

    func draft(_ id: Draft.ID) async throws(HelpdeskError) -> Draft? {
        try await read { try Self.drafts("WHERE id = ?", [id.uuid], $0).first }
    }

    /// Removes the draft and its files. Throws `draftInUse` while another program has it open.
    public func discardDraft(_ id: Draft.ID) async throws(HelpdeskError) {
        try claim(id)
        defer { closeDraft(id) }
        let removed = try await writeDurably(announcing: StoreChange(drafts: [id])) { database in
            try database.execute(sql: "DELETE FROM draft WHERE id = ?", arguments: [id.uuid])
            return try Self.removeFiles(ofDraft: id, database)
        }
        removeCopies(of: removed)
    }

    /// Forgets the draft's files; their copies are to be deleted after the commit.
    static func removeFiles(ofDraft id: Draft.ID, _ database: Database) throws -> [Attachment.ID] {
        let files = try UUID.fetchAll(
            database, sql: "SELECT id FROM outgoing_file WHERE draft = ?", arguments: [id.uuid])
        try database.execute(sql: "DELETE FROM outgoing_file WHERE draft = ?", arguments: [id.uuid])
        return files.map { Attachment.ID($0) }
    }

    /// Writes the draft's row, in the place of an older one. Its files are rows of their own.
    static func write(_ draft: Draft, _ database: Database) throws {
        var bare = draft
        bare.files = []
        try database.execute(
            sql: "INSERT OR REPLACE INTO draft (id, kind, ticket, updated, json) VALUES (?, ?, ?, ?, ?)",
            arguments: [
                draft.id.uuid, draft.kind.name.rawValue, draft.kind.ticket?.uuid, draft.updated.milliseconds,
                try StoredJSON.encode(bare),
            ])
    }

    static func drafts(
        _ condition: String, _ arguments: StatementArguments, _ database: Database
    ) throws -> [Draft] {
        try String.fetchAll(database, sql: "SELECT json FROM draft \(condition)", arguments: arguments).map { json in
            var draft = try StoredJSON.decode(Draft.self, from: json)
            draft.files = try String.fetchAll(
                database, sql: "SELECT json FROM outgoing_file WHERE draft = ? ORDER BY seq",
                arguments: [draft.id.uuid]
            ).map { try StoredJSON.decode(from: $0) }
            return draft
        }
    }
}
