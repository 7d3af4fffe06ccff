/// What Telegram tells of a message that was sent, as far as it is kept.
struct SentMessage: Decodable, Sendable, Hashable {
    var messageId: Int64
}
