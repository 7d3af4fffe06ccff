public import Foundation

/// JSON as it travels: keys sorted, slashes plain, so that the same value is always the same bytes.
public enum WireJSON {
    /// A ``JSONWritable`` writes itself; anything else takes the way of its `Encodable`, to the same bytes.
    public static func encode(_ value: some Encodable) throws -> Data {
        if let value = value as? any JSONWritable {
            var json = JSONWriter()
            value.write(to: &json)
            return Data(json.bytes)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }

    public static func decode<Value: Decodable>(_ type: Value.Type = Value.self, from data: Data) throws -> Value {
        try JSONDecoder().decode(type, from: data)
    }
}
