import Foundation
import HelpdeskModels

/// Structured values in a text column.
enum StoredJSON {
    static func encode(_ value: some Encodable) throws -> String {
        String(decoding: try WireJSON.encode(value), as: UTF8.self)
    }

    static func decode<Value: Decodable>(_ type: Value.Type = Value.self, from text: String) throws -> Value {
        try WireJSON.decode(type, from: Data(text.utf8))
    }
}
