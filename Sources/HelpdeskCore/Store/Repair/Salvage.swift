import Foundation
import GRDB
import HelpdeskModels

/// The data that only this machine has, read from the pages of a damaged store: drafts, outbox, attached files, the
/// account.
///
/// Rows are known by their shape and by what stands in them, and each has to make sense as a whole.
struct Salvage {
    private(set) var drafts: [UUID: Draft] = [:]
    private(set) var items: [UUID: SQLiteCells.Row] = [:]
    private(set) var files: [UUID: SQLiteCells.Row] = [:]
    private(set) var meta: [MetaKey: String] = [:]
    private var identities: [(backend: UUID, local: UUID)] = []
    /// Ids of drafts and intents that are there, but do not make sense.
    private var broken: Set<UUID> = []

    init(_ pages: SQLitePages) {
        let cells = SQLiteCells(pages: pages)
        for number in stride(from: 1, through: pages.count, by: 1) {
            for row in cells.rows(on: number) { take(row) }
        }
    }

    /// Drafts and intents that cannot be read.
    var lost: Int { broken.subtracting(items.keys).subtracting(drafts.keys).count }

    private mutating func take(_ row: SQLiteCells.Row) {
        let record = row.record
        switch (row.number != nil, record.values.count) {
        case (true, 12...): takeItem(row)
        case (true, 7), (true, 8): takeFile(row)
        case (false, 4), (false, 5): takeDraft(record)
        case (false, 2): takePair(record)
        default: break
        }
    }

    private mutating func takeItem(_ row: SQLiteCells.Row) {
        let record = row.record
        guard record.isNull(0), let id = record.uuid(1), record.uuid(2) != nil, let payload = record.text(4),
            let kind = record.text(3).flatMap(Intent.Kind.init(rawValue:)),
            record.text(6).flatMap(OutboxItem.State.init(rawValue:)) != nil
        else { return }
        // The author sees a draft again before it is sent; an intent leaves as it stands here.
        let isSound =
            !record.hasBrokenText && (try? Intent(kind: kind, payload: payload)) != nil
            && [5, 7, 8, 10, 11].allSatisfy { record.integer($0) != nil }
        if isSound { items[id] = row } else { broken.insert(id) }
    }

    /// In a store of a version before there is one column more, behind the owners.
    private mutating func takeFile(_ row: SQLiteCells.Row) {
        var row = row
        if row.record.values.count == 8 { row.record.removeValue(at: 4) }
        let record = row.record
        guard record.isNull(0), let id = record.uuid(1), (record.uuid(2) == nil) != (record.uuid(3) == nil),
            record.integer(6) != nil, let json = record.text(4),
            let file: OutgoingFile = try? StoredJSON.decode(from: json), file.id.uuid == id
        else { return }
        files[id] = row
    }

    /// A draft has its kind behind its id; in a store of a version before there is none, and the draft itself tells.
    private mutating func takeDraft(_ record: SQLiteRecord) {
        let ticket = record.values.count - 3
        if ticket == 2, record.text(1).flatMap(Draft.Kind.Name.init(rawValue:)) == nil { return }
        guard let id = record.uuid(0), record.isNull(ticket) || record.uuid(ticket) != nil,
            record.integer(ticket + 1) != nil, let json = record.text(ticket + 2)
        else { return }
        guard let draft: Draft = try? StoredJSON.decode(from: json), draft.id.uuid == id else {
            broken.insert(id)
            return
        }
        if let other = drafts[id], other.updated > draft.updated { return }
        drafts[id] = draft
    }

    private mutating func takePair(_ record: SQLiteRecord) {
        if let key = record.text(0).flatMap(MetaKey.init(rawValue:)), let value = record.text(1) {
            if key.isRescued(value) { meta[key] = value }
        } else if let backend = record.uuid(0), let local = record.uuid(1) {
            identities.append((backend, local))
        }
    }
}

extension Salvage {
    /// Writes everything into the tables of a new store.
    func write(to database: Database) throws {
        for (key, value) in meta { try key.write(value, database) }
        for row in items.values.sorted(by: { ($0.number ?? 0) < ($1.number ?? 0) }) {
            try Self.insert(row, into: "outbox", columns: 14, database)
        }
        for draft in allDrafts {
            try Store.write(draft, database)
        }
        for row in files.values.sorted(by: { ($0.number ?? 0) < ($1.number ?? 0) }) {
            var row = row
            // The files of a message that is lost go into a draft in its place.
            if let intent = row.record.uuid(3), items[intent] == nil { row.record.swapValues(2, 3) }
            try Self.insert(row, into: "outgoing_file", columns: 7, database)
        }
        // Pairs of ids stand in indexes as well: only those count whose ticket something else names.
        let named = Set(
            items.values.compactMap { $0.record.uuid(2) } + drafts.values.compactMap { $0.kind.ticket?.uuid })
        for pair in identities where named.contains(pair.local) && pair.backend != pair.local {
            try database.execute(
                sql: "INSERT OR IGNORE INTO ticket_identity VALUES (?, ?)", arguments: [pair.backend, pair.local])
        }
    }

    /// The drafts, and one for each thing that is lost but whose files are there.
    var allDrafts: [Draft] {
        let owners = Set(files.values.compactMap { $0.record.uuid(2) ?? $0.record.uuid(3) })
        return Array(drafts.values)
            + owners.filter { drafts[$0] == nil && items[$0] == nil }.map { Draft(id: Draft.ID($0)) }
    }

    private static func insert(
        _ row: SQLiteCells.Row, into table: String, columns: Int, _ database: Database
    ) throws {
        var values = Array(row.record.values.prefix(columns)).map(\.databaseValue)
        values += Array(repeating: DatabaseValue.null, count: columns - values.count)
        values[0] = row.number.databaseValue
        do {
            try database.execute(
                sql: "INSERT INTO \(table) VALUES (\(databaseQuestionMarks(count: columns)))",
                arguments: StatementArguments(values))
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            // A row that the table does not take (a number twice, a state of no sense) must not cost the others.
        }
    }
}

extension MetaKey {
    /// Whether a new store takes the value over: it makes sense, and the backend does not send it again.
    fileprivate func isRescued(_ value: String) -> Bool {
        switch self {
        case .account: (try? StoredJSON.decode(Account.self, from: value)) != nil
        case .me: (try? StoredJSON.decode(Me.self, from: value)) != nil
        case .desk: (try? StoredJSON.decode(Desk.self, from: value)) != nil
        case .preferences: (try? StoredJSON.decode(Preferences.self, from: value)) != nil
        case .words: (try? StoredJSON.decode([UnsentWords].self, from: value)) != nil
        case .shift: (try? StoredJSON.decode(Shift.self, from: value)) != nil
        case .era: !value.isEmpty
        case .window: Int(value) != nil
        case .cursor, .pass, .passIsRunning, .firstPass, .turn, .answered, .pruned, .merged, .rescue,
            .hasLeftovers, .cleaned:
            false
        }
    }
}

extension SQLiteRecord.Value {
    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null, .real: .null
        case .integer(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .blob(let bytes): Data(bytes).databaseValue
        }
    }
}
