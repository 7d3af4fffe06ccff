import HelpdeskDesk
import NettleCrypto
import SQLDatabase

/// A bot's database in one place, with the place as an administrator knows it.
struct HeldStore: Sendable {
    let place: BotPlace
    let path: String
    let database: any BotDatabase

    init(_ place: BotPlace, name: String, _ schema: BotSchema) throws {
        self.place = place
        path = place.path(of: name)
        database = try BotStore(place, name: name, schema).database
    }
}

/// The copy of one bot's rows. Nobody writes to either database meanwhile: whoever runs it holds both bots.
struct BotCopy: Sendable {
    let name: String
    let source: HeldStore
    let target: HeldStore
    private let schema: BotSchema

    init(_ name: String, _ schema: BotSchema, from source: BotPlace, to target: BotPlace) throws {
        self.name = name
        self.source = try HeldStore(source, name: name, schema)
        self.target = try HeldStore(target, name: name, schema)
        self.schema = schema
    }

    func close() {
        // Everything committed is on the disk in any case.
        for store in [source, target] { try? store.database.close() }
    }

    /// Copies the rows unless they are there already, compares them, and returns how many they are. Throws ``ServerFailure``.
    func run() throws -> Int {
        let tables = MovedTable.ofBot(schema)
        let (secret, runs) = try source.database.readWaiting { db in
            (schema == .support ? try WebhookSecret.look(in: source.place, db) : nil, try db.runCount())
        }
        return try target.database.writeWaiting { db in
            let isEmpty = try tables.allSatisfy { try digest(of: $0, in: db).count == 0 }
            try db.deferReferences()
            var count = 0
            for table in tables {
                let copied = isEmpty ? try copy(table, to: db) : try digest(of: table, in: source)
                guard try digest(of: table, in: db) == copied else { throw isEmpty ? differs(table) : isTaken }
                count += copied.count
            }
            if let secret { try WebhookSecret.keep(secret, in: target.place, db) }
            // A process that hung for longer than its lease may have been overtaken.
            guard try source.database.readWaiting({ try $0.runCount() }) == runs else { throw BotTakenOver() }
            return count
        }
    }

    private func copy(_ table: MovedTable, to target: any BotRows) throws -> RowsDigest {
        var digest = RowsDigest()
        try table.eachPage(page(of: table)) { rows in
            let rows = rows.filter { !isSecret($0, of: table) }
            try table.insert(rows, into: target)
            digest.add(rows)
        }
        let last = try source.database.readWaiting { try table.lastNumber(in: $0) }
        try table.beginNumbers(after: last, in: target)
        return digest
    }

    /// Reads from the source, on a connection of its own for each page: connections belong to threads.
    private func page(of table: MovedTable) -> (_ key: [SQLValue]?, _ limit: Int) throws -> [[SQLValue]] {
        { key, limit in try source.database.readWaiting { try table.rows(after: key, limit: limit, in: $0) } }
    }

    private func digest(of table: MovedTable, in store: HeldStore) throws -> RowsDigest {
        try digest(of: table, page(of: table))
    }

    private func digest(of table: MovedTable, in db: any BotRows) throws -> RowsDigest {
        try digest(of: table) { try table.rows(after: $0, limit: $1, in: db) }
    }

    private func digest(
        of table: MovedTable, _ page: (_ key: [SQLValue]?, _ limit: Int) throws -> [[SQLValue]]
    ) throws -> RowsDigest {
        var digest = RowsDigest()
        try table.eachPage(page) { rows in digest.add(rows.filter { !isSecret($0, of: table) }) }
        return digest
    }

    /// Whether it is the webhook's secret, which is in a file where the rows are in one.
    private func isSecret(_ row: [SQLValue], of table: MovedTable) -> Bool {
        table.name == "meta" && row.first == .text(WebhookSecret.key)
    }

    private var isTaken: ServerFailure {
        ServerFailure(
            "The target has other rows of the bot \(name) already, in \(target.path). Remove them there, or name another place."
        )
    }

    private func differs(_ table: MovedTable) -> ServerFailure {
        ServerFailure(
            "The rows of \(table.name) of the bot \(name) did not arrive as they were, in \(target.path). Nothing of them was "
                + "kept there.")
    }
}

extension BotRows {
    /// How often a process has begun to run the bot, where that is counted; a file is locked instead.
    fileprivate func runCount() throws -> Int64 {
        guard try hasTable("lease") else { return 0 }
        return try row("SELECT epoch FROM lease") { $0.integer(at: 0) } ?? 0
    }
}

/// How many rows a table has, and a digest of them and their order, which is the same in all engines.
struct RowsDigest: Equatable {
    private(set) var count = 0
    private var hash = SHA256()

    mutating func add(_ rows: [[SQLValue]]) {
        for row in rows { add(row) }
    }

    private mutating func add(_ row: [SQLValue]) {
        count += 1
        for value in row {
            switch value {
            case .null: add("n")
            case .integer(let number): add("i\(number);")
            case .truth(let truth): add(truth ? "t" : "f")
            case .text(let text):
                add("s\(text.utf8.count);")
                add(text)
            }
        }
    }

    private mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { hash.update(UnsafeRawBufferPointer($0)) }
    }

    static func == (left: RowsDigest, right: RowsDigest) -> Bool {
        left.count == right.count && left.hash.digest == right.hash.digest
    }
}
