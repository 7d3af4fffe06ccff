import SQLDatabase

/// The rows of a bot within a transaction: SQL that is written once, in extensions of this, for all engines. Engines spell
/// differently what this asks for.
protocol BotRows: MovingConnection {
    /// A query of the texts of a JSON array, which the placeholder stands for.
    func texts(_ placeholder: String) -> String
    /// A query of the numbers of a JSON array, which the placeholder stands for.
    func numbers(_ placeholder: String) -> String
    /// What the JSON in a column has at a path, `message.from.id`, as text; NULL if it has nothing there.
    func member(_ path: String, of column: String) -> String
    /// The function that finds the second text in the first: from 1 on, or 0.
    var position: String { get }
    func hasTable(_ name: String) throws -> Bool
}

extension SQLiteConnection: BotRows {
    func texts(_ placeholder: String) -> String { "SELECT value FROM json_each(\(placeholder))" }
    func numbers(_ placeholder: String) -> String { texts(placeholder) }
    func member(_ path: String, of column: String) -> String { "CAST(json_extract(\(column), '$.\(path)') AS TEXT)" }
    var position: String { "instr" }

    func hasTable(_ name: String) throws -> Bool {
        try row("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", name) { _ in true } ?? false
    }
}

extension PostgresConnection: BotRows {
    func texts(_ placeholder: String) -> String {
        "SELECT value FROM json_array_elements_text(\(placeholder)::json) AS elements(value)"
    }

    func numbers(_ placeholder: String) -> String {
        "SELECT value::bigint FROM json_array_elements_text(\(placeholder)::json) AS elements(value)"
    }

    func member(_ path: String, of column: String) -> String {
        // Not jsonb, which refuses a text with \u0000 anywhere in it.
        "(\(column)::json #>> '{\(path.replacing(".", with: ","))}')"
    }

    var position: String { "strpos" }

    func hasTable(_ name: String) throws -> Bool {
        try row("SELECT to_regclass(?) IS NOT NULL", name) { $0.truth(at: 0) } ?? false
    }
}
