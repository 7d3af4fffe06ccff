import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// Messages that others write while a reply is being written: they are on the screen before the reply leaves.
extension AppState {
    /// Opens the box with the draft; what its author knows of the conversation stays known.
    mutating func showReply(_ draft: Draft) {
        let known = ticket?.reply?.knownUpTo
        ticket?.reply = ReplyState(draft: draft)
        ticket?.reply?.knownUpTo = known
        noteKnownMessages()
    }

    /// Messages that are there when the box opens are known, or when the conversation comes after the box.
    mutating func noteKnownMessages() {
        guard let ticket, let reply = ticket.reply, reply.knownUpTo == nil, let conversation = ticket.conversation
        else {
            return
        }
        self.ticket?.reply?.knownUpTo = conversation.newestReceived ?? Timestamp(milliseconds: 0)
    }

    /// Takes note of what is on the screen while the box is open. In linear mode it was reported instead.
    mutating func noteSeenMessages() {
        if let seen = isReadAloud || tab != .tickets ? nil : seenUpTo { noteSeen(upTo: seen) }
    }

    /// The reader has seen everything up to then.
    mutating func noteSeen(upTo time: Timestamp) {
        guard let known = ticket?.reply?.knownUpTo, time > known else { return }
        ticket?.reply?.knownUpTo = time
    }

    /// Whether somebody wrote what the author of the reply has not seen. It is shown then, and the reply leaves when it
    /// is sent once more.
    mutating func holdsBackReply() -> Bool {
        guard let ticket, let known = ticket.reply?.knownUpTo, let conversation = ticket.conversation else {
            return false
        }
        let me = desk.me?.user.id
        let unseen = conversation.messages.filter {
            $0.delivery == nil && $0.message.created > known && $0.message.author.id != me
        }
        guard let first = unseen.min(by: { $0.message.created < $1.message.created }) else { return false }
        if let end = ticket.lines.firstIndex(where: { $0.readUpTo == first.message.created }) {
            self.ticket?.scroll = ticket.lines[...end].lastIndex { $0.kind == .author } ?? end
            clampTicketScroll()
        }
        // It is not asked about again, also if it is too long for the screen.
        if let newest = conversation.newestReceived { noteSeen(upTo: newest) }
        // In another tab, where the reply waited for its files, the key would send something else.
        let key = isReadAloud || tab != .tickets ? nil : bindings.notation(for: .send, in: .reply)
        notice = .failed(.wroteMeanwhile(names(of: unseen), key: key))
        return true
    }

    /// The authors, each once.
    private func names(of messages: [ConversationMessage]) -> String {
        var names: [String] = []
        for name in messages.map({ strings.name(of: $0.message.author) }) where !names.contains(name) {
            names.append(name)
        }
        let shown = names.prefix(2).map { $0.truncated(to: 24) }.joined(separator: ", ")
        return names.count > 2 ? "\(shown), +\(names.count - 2)" : shown
    }
}

extension Conversation {
    /// When the newest message was written that has come from the desk.
    var newestReceived: Timestamp? { messages.filter { $0.delivery == nil }.map(\.message.created).max() }
}
