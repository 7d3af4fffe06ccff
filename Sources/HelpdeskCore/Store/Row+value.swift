import GRDB

extension Row {
    /// The value of a column. Throws where GRDB's own subscript would end the program: a damaged page can put any type
    /// of value into any column.
    func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(
        _ index: Int, as type: Value.Type = Value.self
    ) throws -> Value {
        try decode(type, atIndex: index)
    }
}
