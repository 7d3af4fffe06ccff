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

extension FormattedText {
    /// The longest text of a message, in UTF-16 units (Bot API, sendMessage).
    public static let messageLimit = 4096
    /// The longest caption, in UTF-16 units.
    public static let captionLimit = 1024

    /// The text in parts of at most `limit` UTF-16 units: cut at the end of a paragraph if one lies in the second half,
    /// else of a line, else between words, else between characters. Every unit of the text is in one of the parts but
    /// the white space at a cut, and the entities go with their text.
    public func parts(limit: Int = messageLimit) -> [FormattedText] {
        var parts: [FormattedText] = []
        var rest = text[...]
        var offset = 0
        while rest.utf16.count > limit {
            let cut = Self.cut(rest, limit: limit)
            parts.append(part(rest[..<cut], from: offset))
            // By code points: a mark on a space is not white.
            let next = rest[cut...].unicodeScalars.firstIndex { !$0.properties.isWhitespace } ?? rest.endIndex
            offset += rest[..<next].utf16.count
            rest = rest[next...]
        }
        if !rest.isEmpty || parts.isEmpty { parts.append(part(rest, from: offset)) }
        return parts
    }

    private func part(_ text: Substring, from offset: Int) -> FormattedText {
        let end = offset + text.utf16.count
        let inside = entities.compactMap { entity -> Entity? in
            let low = max(entity.offset, offset)
            let high = min(entity.offset + entity.length, end)
            return low < high ? Entity(type: entity.type, offset: low - offset, length: high - low) : nil
        }
        return FormattedText(String(text), entities: inside)
    }

    /// Where to cut a text of more than `limit` units; never inside a character, unless one alone is longer.
    private static func cut(_ text: Substring, limit: Int) -> Substring.Index {
        let hard = text.utf16.index(text.startIndex, offsetBy: limit)
        let half = text.utf16.index(text.startIndex, offsetBy: limit / 2)
        var end: Substring.Index?
        var paragraph: Substring.Index?
        var line: Substring.Index?
        var word: Substring.Index?
        for index in text.indices.dropFirst() {
            guard index <= hard else { break }
            end = index
            guard index >= half, text[index].isWhitespace else { continue }
            let next = text.index(after: index)
            if !text[index].isNewline {
                word = index
            } else if next < text.endIndex, text[next].isNewline {
                paragraph = index
            } else {
                line = index
            }
        }
        return paragraph ?? line ?? word ?? end
            ?? text.unicodeScalars.indices.prefix { $0 <= hard }.last ?? text.endIndex
    }
}

extension String {
    /// The beginning, at most `limit` UTF-16 units long, as Telegram counts; never cut inside a character.
    func prefix(units limit: Int) -> String {
        guard utf16.count > limit else { return self }
        var (end, count) = (startIndex, 0)
        while end < endIndex {
            let next = index(after: end)
            count += self[end..<next].utf16.count
            guard count <= limit else { break }
            end = next
        }
        return String(self[..<end])
    }
}
