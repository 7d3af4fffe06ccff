/// What a customer thinks of the help: 1 (poor) to 5 (excellent) and a word.
public struct Rating: Codable, Hashable, Sendable {
    public static let range = 1...5

    public var score: Int
    public var comment: String

    public init(score: Int, comment: String = "") {
        self.score = score
        self.comment = comment
    }
}
