/// What surrounds every answer of the Bot API ("Making requests").
struct BotAnswer<Result: Decodable & Sendable>: Decodable, Sendable {
    struct Parameters: Decodable, Sendable {
        var migrateToChatId: Int64?
        var retryAfter: Int?
    }

    var ok: Bool
    var result: Result?
    var errorCode: Int?
    var description: String?
    var parameters: Parameters?
}
