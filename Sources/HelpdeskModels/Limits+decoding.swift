extension Limits {
    /// Throws for numbers that no length or size can be compared with: less than nothing, or so large that a sum of two
    /// is no number any more.
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
            fileNameLength: try number(.fileNameLength), pageSize: try number(.pageSize))
    }

    /// A pebibyte.
    private static let largest: Int64 = 1 << 50
}
