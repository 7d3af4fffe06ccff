/// One thing that somebody who reports wrote or sent.
public struct AlertRemark: Sendable, Hashable, Codable {
    /// One clean line; a clip stands for a file.
    public let text: String
    public let file: AlertFile?

    public init(_ text: String, file: AlertFile? = nil) {
        self.text = text
        self.file = file
    }
}

extension AlertRemark: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) {
        self.init(value)
    }
}
