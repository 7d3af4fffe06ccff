import GRDB
import HelpdeskDesk
import HelpdeskModels

/// Reading the wire's values by column index, as the hot paths do.
extension Row {
    func id<Entity>(at index: Int) throws -> EntityID<Entity> {
        let text: String = self[index]
        guard let id = EntityID<Entity>(text) else { throw StoreError.damaged("id in column \(index)") }
        return id
    }

    func key<Entity>(at index: Int) -> EntityKey<Entity> {
        EntityKey(rawValue: self[index])
    }

    func time(at index: Int) -> Timestamp {
        Timestamp(milliseconds: self[index])
    }

    func optionalTime(at index: Int) -> Timestamp? {
        let milliseconds: Int64? = self[index]
        return milliseconds.map(Timestamp.init(milliseconds:))
    }

    func value<Value: RawRepresentable>(at index: Int) throws -> Value where Value.RawValue == String {
        let text: String = self[index]
        guard let value = Value(rawValue: text) else { throw StoreError.damaged("\(Value.self) in column \(index)") }
        return value
    }

    /// An author from three columns: id, name, role.
    func author(at index: Int) throws -> Author {
        Author(id: key(at: index), name: self[index + 1], role: try value(at: index + 2))
    }
}
