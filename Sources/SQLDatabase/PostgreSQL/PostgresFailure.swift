import CPostgres

/// An error of PostgreSQL or of the way to it.
package struct PostgresFailure: Error, CustomStringConvertible {
    package enum Kind: Sendable {
        /// Another transaction came in between; the same one can be tried again. Nothing was done.
        case conflict
        /// The database is away, is busy, has no room, or may only be read. Whether the last commit was done is unknown.
        case unavailable
        /// The rows that are stored do not allow it.
        case constraint
        case other
    }

    package var kind: Kind
    /// The code of PostgreSQL, five letters and digits; empty for an error of the connection.
    package var code: String
    /// PostgreSQL's words, in one line, without the statement and its values.
    package var text: String
    /// Whether the transaction had not even begun.
    var isBeforeBeginning = false

    package var description: String { code.isEmpty ? text : "\(text) (\(code))" }

    package init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.code = ""
        self.text = text.isEmpty ? "the connection is lost" : text
    }

    /// Whether a transaction that met this on a lost connection has done nothing.
    func canBeRepeated(_ mode: PostgresTransaction) -> Bool {
        switch mode {
        case .reading, .single: kind == .unavailable
        case .serializable, .fleeting, .maintenance, .outside: isBeforeBeginning
        }
    }

    init(result: OpaquePointer) {
        func field(_ code: Int32) -> String? {
            PQresultErrorField(result, code).map { Self.oneLine(String(cString: $0)) }
        }
        code = field(Int32(UInt8(ascii: "C"))) ?? ""
        text = field(Int32(UInt8(ascii: "M"))) ?? "the database failed"
        kind = Self.kind(of: code)
    }

    /// By the classes of https://www.postgresql.org/docs/15/errcodes-appendix.html
    private static func kind(of code: String) -> Kind {
        switch code {
        case "40001", "40P01": .conflict
        // Cancelled by a limit of time; a lock that was not to be had; a standby, which only reads.
        case "57014", "55P03", "25006": .unavailable
        default:
            switch code.prefix(2) {
            case "23": .constraint
            // The connection, its rights, room and memory, the operator, the system.
            case "", "08", "28", "3D", "53", "57", "58": .unavailable
            default: .other
            }
        }
    }

    static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
