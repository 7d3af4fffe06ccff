import CPostgres
import Foundation

/// The rows that a statement returned, or how many it changed.
final class PostgresResult {
    private let result: OpaquePointer

    init(_ result: OpaquePointer) {
        self.result = result
    }

    deinit {
        PQclear(result)
    }

    var rowCount: Int { Int(PQntuples(result)) }

    /// Rows inserted, updated or deleted; 0 for other statements.
    var changeCount: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

    subscript(row: Int) -> PostgresRow { PostgresRow(result: self, row: Int32(row)) }

    /// The bytes of a value in binary form; nil for NULL.
    fileprivate func bytes(_ row: Int32, _ column: Int) -> UnsafeRawBufferPointer? {
        let column = Int32(column)
        guard PQgetisnull(result, row, column) == 0, let value = PQgetvalue(result, row, column) else { return nil }
        return UnsafeRawBufferPointer(start: value, count: Int(PQgetlength(result, row, column)))
    }
}

/// One row of a result. A value that is not of the type that is asked for is zero or empty: the statements and the schema
/// are ours, and a test runs each of them.
package struct PostgresRow: SQLRow {
    fileprivate let result: PostgresResult
    fileprivate let row: Int32

    package func integer(at column: Int) -> Int64 {
        optionalInteger(at: column) ?? 0
    }

    package func text(at column: Int) -> String {
        optionalText(at: column) ?? ""
    }

    package func truth(at column: Int) -> Bool {
        optionalTruth(at: column) ?? false
    }

    /// smallint, integer and bigint are big-endian, in 2, 4 and 8 bytes.
    package func optionalInteger(at column: Int) -> Int64? {
        guard let bytes = result.bytes(row, column) else { return nil }
        return switch bytes.count {
        case 2: Int64(Int16(truncatingIfNeeded: Self.number(bytes)))
        case 4: Int64(Int32(truncatingIfNeeded: Self.number(bytes)))
        case 8: Self.number(bytes)
        default: 0
        }
    }

    package func optionalText(at column: Int) -> String? {
        result.bytes(row, column).map { String(decoding: $0, as: UTF8.self) }
    }

    package func optionalTruth(at column: Int) -> Bool? {
        result.bytes(row, column).map { $0.last != 0 }
    }

    private static func number(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        bytes.reduce(0) { $0 << 8 | Int64($1) }
    }
}
