/// What the wire carries at the most. Both sides use this one type; a desk may allow less than `standard`.
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

    public static let standard = Limits(
        subjectLength: 200, textLength: 20_000, fieldLength: 500, fieldCount: 20, attachmentCount: 20,
        attachmentSize: 2_147_483_648, fileNameLength: 255, pageSize: 500)

    /// The largest JSON body of a request, in bytes: room for the longest ticket in any script, escaped.
    public static let requestBodySize = 1_048_576

    /// The longest long poll, in seconds.
    public static let longestWait = 60

    enum CodingKeys: CodingKey {
        case subjectLength, textLength, fieldLength, fieldCount
        case attachmentCount, attachmentSize, fileNameLength, pageSize
    }

    public init(
        subjectLength: Int, textLength: Int, fieldLength: Int, fieldCount: Int, attachmentCount: Int,
        attachmentSize: Int64, fileNameLength: Int, pageSize: Int
    ) {
        self.subjectLength = subjectLength
        self.textLength = textLength
        self.fieldLength = fieldLength
        self.fieldCount = fieldCount
        self.attachmentCount = attachmentCount
        self.attachmentSize = attachmentSize
        self.fileNameLength = fileNameLength
        self.pageSize = pageSize
    }
}
