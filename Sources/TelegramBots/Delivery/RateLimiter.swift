public import HelpdeskModels

/// Telegram's limits of sending ("My bot is hitting limits"): about one message a second into a chat, 30 a second in
/// all, 20 a minute into a group. A value: time comes from outside.
public struct RateLimiter: Sendable, Hashable {
    /// At most `count` sendings in any `milliseconds`.
    private struct Window: Sendable, Hashable {
        var count: Int
        var milliseconds: Int64
        private var sent: [Int64] = []

        init(count: Int, milliseconds: Int64) {
            self.count = count
            self.milliseconds = milliseconds
        }

        func earliest(_ now: Int64) -> Int64 {
            guard sent.count >= count else { return now }
            // Where the clock was set back, what was sent lies ahead: it is never waited for longer than a window.
            return min(max(now, sent[sent.count - count] + milliseconds), now + milliseconds)
        }

        mutating func note(_ now: Int64) {
            sent.append(now)
            if sent.count > count { sent.removeFirst(sent.count - count) }
        }

        func isIdle(_ now: Int64) -> Bool { sent.last.map { $0 + milliseconds <= now } ?? true }
    }

    private var all = Window(count: 30, milliseconds: 1000)
    private var chats: [Int64: Window] = [:]
    private var groups: [Int64: Window] = [:]

    public init() {}

    /// When a message may go into the chat at the earliest, not before `now`. Groups have negative ids.
    public func earliest(in chat: Int64, at now: Timestamp) -> Timestamp {
        let time = now.milliseconds
        let moments = [
            all.earliest(time), chats[chat]?.earliest(time) ?? time, groups[chat]?.earliest(time) ?? time,
        ]
        return Timestamp(milliseconds: moments.max() ?? time)
    }

    /// Notes that a call takes place; an album counts as many messages as it has.
    public mutating func note(in chat: Int64, messages: Int = 1, at now: Timestamp) {
        let time = now.milliseconds
        if chats.count > 4096 { chats = chats.filter { !$0.value.isIdle(time) } }
        for _ in 0..<max(1, messages) {
            all.note(time)
            if chat < 0 { groups[chat, default: Window(count: 20, milliseconds: 60_000)].note(time) }
        }
        chats[chat, default: Window(count: 1, milliseconds: 1000)].note(time)
    }
}
