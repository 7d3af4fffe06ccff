/// A text as Telegram takes it: plain, with what is bold or code beside it. Nothing in the text means anything, so that
/// nobody's `<`, `_` or `*` is lost or does harm.
public struct FormattedText: Hashable, Sendable, Codable {
    /// A part with a style; offset and length in UTF-16 units (Bot API, MessageEntity).
    public struct Entity: Hashable, Sendable, Codable {
        public var type: String
        public var offset: Int
        public var length: Int

        public init(type: String, offset: Int, length: Int) {
            self.type = type
            self.offset = offset
            self.length = length
        }
    }

    public private(set) var text: String
    public private(set) var entities: [Entity]

    public init(_ text: String = "", entities: [Entity] = []) {
        self.text = text
        self.entities = entities
    }

    /// In UTF-16 units.
    public var length: Int { text.utf16.count }

    /// Adds `part` with the style `type` (`bold`, `code`, `italic`), or none.
    public mutating func append(_ part: String, as type: String? = nil) {
        if let type, !part.isEmpty {
            entities.append(Entity(type: type, offset: length, length: part.utf16.count))
        }
        text += part
    }

    var entitiesJSON: JSON? {
        guard !entities.isEmpty else { return nil }
        return .array(
            entities.map {
                ["type": .string($0.type), "offset": .integer(Int64($0.offset)), "length": .integer(Int64($0.length))]
            })
    }
}
