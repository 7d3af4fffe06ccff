/// The limits of what travels. Both sides use this type; a desk may allow less than `standard`.
///
/// Lengths of texts count Unicode scalars, sizes count bytes.
public struct Limits: Codable, Hashable, Sendable {
    public var subjectLength: Int
    public var textLength: Int
    public var fieldLength: Int
    public var fieldCount: Int
    public var attachmentCount: Int
    public var attachmentSize: Int64
    /// In bytes of UTF-8, as file systems count them.
    public var fileNameLength: Int
    public var pageSize: Int
    /// How many tickets a service may mark as urgent within 24 hours. Nil for a desk that is older than priorities, the time
    /// since when a customer waits, merging and statistics.
    public var urgentPerDay: Int?

    public static let standard = Limits(
        subjectLength: 200, textLength: 20_000, fieldLength: 500, fieldCount: 20, attachmentCount: 20,
        attachmentSize: 2_147_483_648, fileNameLength: 255, pageSize: 500, urgentPerDay: 3)

    /// The largest JSON body of a request, in bytes: room for the longest ticket in any script, escaped.
    public static let requestBodySize = 1_048_576

    /// The longest long poll, in seconds.
    public static let maxWait = 60

    /// The longest window of a specialist, in days.
    public static let maxWindow = 36_500

    enum CodingKeys: CodingKey {
        case subjectLength, textLength, fieldLength, fieldCount
        case attachmentCount, attachmentSize, fileNameLength, pageSize, urgentPerDay
    }

    public init(
        subjectLength: Int, textLength: Int, fieldLength: Int, fieldCount: Int, attachmentCount: Int,
        attachmentSize: Int64, fileNameLength: Int, pageSize: Int, urgentPerDay: Int? = nil
    ) {
        self.subjectLength = subjectLength
        self.textLength = textLength
        self.fieldLength = fieldLength
        self.fieldCount = fieldCount
        self.attachmentCount = attachmentCount
        self.attachmentSize = attachmentSize
        self.fileNameLength = fileNameLength
        self.pageSize = pageSize
        self.urgentPerDay = urgentPerDay
    }
}

extension Limits {
    /// Throws for numbers that are negative, or so large that the sum of two could overflow.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func number<Number: FixedWidthInteger & Decodable>(_ key: CodingKeys) throws -> Number {
            let number = try container.decode(Number.self, forKey: key)
            guard (0...Self.largest).contains(Int64(number)) else {
                throw DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: "not a limit")
            }
            return number
        }
        self.init(
            subjectLength: try number(.subjectLength), textLength: try number(.textLength),
            fieldLength: try number(.fieldLength), fieldCount: try number(.fieldCount),
            attachmentCount: try number(.attachmentCount), attachmentSize: try number(.attachmentSize),
            fileNameLength: try number(.fileNameLength), pageSize: try number(.pageSize),
            urgentPerDay: container.contains(.urgentPerDay) ? try number(.urgentPerDay) : nil)
    }

    /// A pebibyte.
    private static let largest: Int64 = 1 << 50
}

extension String {
    /// The beginning of at most `limit` Unicode scalars. Limits count scalars but people see characters, so it is cut between
    /// characters, and inside one only where the first alone is too long.
    public func prefix(scalars limit: Int) -> String {
        guard unicodeScalars.count > limit else { return self }
        return prefix(limit, \.unicodeScalars.count)
    }

    /// The characters that together measure at most `limit`, or as many scalars of the first character as do.
    func prefix(_ limit: Int, _ measure: (Substring) -> Int) -> String {
        var length = 0
        let whole = indices.prefix { index in
            length += measure(self[index...index])
            return length <= limit
        }
        if let last = whole.last { return String(self[...last]) }
        length = 0
        let scalars = unicodeScalars.indices.prefix { index in
            length += measure(Substring(unicodeScalars[index...index]))
            return length <= limit
        }
        return scalars.last.map { String(unicodeScalars[...$0]) } ?? ""
    }
}
