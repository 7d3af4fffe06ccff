/// What the bot itself may do in a chat has changed: it was blocked, unblocked, added or removed.
public struct ChatMemberUpdated: Decodable, Sendable, Hashable {
    public var chat: BotChat
    public var from: BotUser
    public var newChatMember: ChatMember

    public init(chat: BotChat, from: BotUser, newChatMember: ChatMember) {
        self.chat = chat
        self.from = from
        self.newChatMember = newChatMember
    }
}
