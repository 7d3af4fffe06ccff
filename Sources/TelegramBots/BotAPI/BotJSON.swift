import Foundation
import HelpdeskModels

/// JSON as the Bot API writes it: names with underscores.
enum BotJSON {
    static func decode<Value: Decodable>(_ type: Value.Type = Value.self, from data: Data) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: data)
    }

    /// A value of the API out of JSON that was kept.
    static func decode<Value: Decodable>(_ type: Value.Type = Value.self, from json: JSON) throws -> Value {
        try decode(type, from: WireJSON.encode(json))
    }

    static func text(_ value: some Encodable) throws -> String {
        String(decoding: try WireJSON.encode(value), as: UTF8.self)
    }
}
