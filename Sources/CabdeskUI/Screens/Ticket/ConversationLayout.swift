import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// Turns a conversation into lines: days, who wrote when, texts wrapped to the window, files, and what is unsent.
struct ConversationLayout {
    let conversation: Conversation
    let me: User.ID?
    let strings: Strings
    let columns: Int
    let showsQuotes: Bool
    let bindings: BindingTable
    let sending: Sending
    /// Up to when everything had been read before, for the line above what is new.
    let newSince: Timestamp?
    /// The values of the topic's own fields, where the header has no room for them.
    var fields: [String] = []
    /// The draft that is open below the conversation, and so is no line of it.
    var openDraft: Draft.ID?

    /// Quotes of more lines than these are folded.
    static let shortQuote = 3
    /// No more lines of one message are laid out; nobody reads on, and a window must not wait for it.
    private static let maxLines = 5000
    /// No more of one message is laid out, whatever its lines are.
    private static let maxBytes = 1_000_000

    enum Entry {
        case message(ConversationMessage)
        case event(Event)

        var time: Timestamp {
            switch self {
            case .message(let message): message.message.created
            case .event(let event): event.created
            }
        }
    }

    func lines() -> [ConversationLine] {
        var lines = fields.flatMap { wrapped($0, .field, "field.label") }
        var day: String?
        var isUnreadMarked = false
        for entry in entries {
            let entryDay = strings.day(entry.time)
            if entryDay != day {
                day = entryDay
                lines.append(ConversationLine(.day, entryDay, "text.dim"))
            }
            switch entry {
            case .event(let event):
                lines += wrapped(strings.sentence(for: event), .event, "text.dim")
            case .message(let message):
                if !isUnreadMarked, isUnread(message, since: newSince) {
                    isUnreadMarked = true
                    lines.append(ConversationLine(.unreadLine, strings[.unreadLine], "banner.info"))
                }
                lines += self.lines(of: message)
            }
        }
        for transition in conversation.transitions {
            let text = strings.sentence(for: transition, in: sending, key: recallKey)
            lines += wrapped(text, .delivery, role(of: transition.delivery))
        }
        for draft in conversation.drafts where draft.id != openDraft {
            let text = Sanitizer.visible(sentence(for: draft)).truncated(to: columns)
            lines.append(ConversationLine(.draft, side: draft.kind.isNote ? "note.border" : nil, text, "draft"))
        }
        return lines
    }

    /// Names a draft that was begun, and the key that continues it.
    func sentence(for draft: Draft) -> String {
        let action: Action = draft.kind.isNote ? .writeNote : .reply
        return strings[
            .draftInTicket(draft.kind, text: draft.effectiveSubject, key: bindings.notation(for: action, in: .ticket))]
    }

    /// Messages and the events that say more than a message does, in order of time; what is unsent stays last.
    var entries: [Entry] {
        let sent = conversation.messages.filter { $0.delivery == nil }.map(Entry.message)
        let shown = conversation.events.filter { $0.kind != .created && $0.kind != .answered }.map(Entry.event)
        let unsent = conversation.messages.filter { $0.delivery != nil }.map(Entry.message)
        let inOrder = (sent + shown).enumerated().sorted {
            ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
        }
        return inOrder.map(\.element) + unsent
    }

    func isUnread(_ message: ConversationMessage) -> Bool { isUnread(message, since: conversation.readUpTo) }

    private func isUnread(_ message: ConversationMessage, since read: Timestamp?) -> Bool {
        guard message.delivery == nil, message.message.author.id != me else { return false }
        return read.map { message.message.created > $0 } ?? true
    }

    private func lines(of entry: ConversationMessage) -> [ConversationLine] {
        let message = entry.message
        let side = self.side(of: message)
        var heading = [
            ConversationLine.Segment(text: Sanitizer.visible(strings.name(of: message.author)), role: side),
            ConversationLine.Segment(text: "  \(strings.time(message.created))", role: "text.dim"),
        ]
        if message.origin == .telegram { heading.append(.init(text: "  Telegram", role: "text.dim")) }
        if message.isInternal { heading.append(.init(text: "  \(strings[.internalNote])", role: "message.internal")) }
        var reason: [ConversationLine] = []
        if let delivery = entry.delivery {
            let text = strings.sentence(for: delivery, in: sending, key: recallKey)
            let segment = ConversationLine.Segment(text: "  \(text)", role: role(of: delivery))
            // A reason may be long, and stands below; so does what has no room in the line.
            let columnsUsed = (heading + [segment]).reduce(0) { $0 + DisplayWidth.of($1.text) }
            if delivery.hasFailed || columnsUsed > columns {
                reason = wrapped(text, .delivery, side: side, role(of: delivery))
            } else {
                heading.append(segment)
            }
        }
        var lines = [ConversationLine(.author, side: side, heading)] + reason
        lines += textLines(of: message, side: side)
        for file in message.attachments {
            let size = strings.size(file.size)
            let name = Sanitizer.visible(file.name).truncated(to: max(1, columns - DisplayWidth.of(size) - 4))
            var line = ConversationLine(.attachment, side: side, "▪ \(name)  \(size)", "attachment")
            line.file = file.id
            lines.append(line)
        }
        if entry.delivery == nil {
            lines[0].beginsUnread = isUnread(entry)
            lines[lines.count - 1].readUpTo = message.created
        }
        lines.append(ConversationLine(.blank))
        return lines
    }

    private func wrapped(
        _ text: String, _ kind: ConversationLine.Kind, side: Role? = nil, _ role: Role
    ) -> [ConversationLine] {
        TextWrap.lines(Sanitizer.visible(text), columns: columns, limit: Self.maxLines).map {
            ConversationLine(kind, side: side, String($0), role)
        }
    }

    private func textLines(of message: Message, side: Role) -> [ConversationLine] {
        if message.isErased == true { return wrapped(strings[.erasedText], .text, side: side, "text.dim") }
        var lines: [ConversationLine] = []
        var quote: [ConversationLine] = []
        func endQuote() {
            let isFolded = !showsQuotes && quote.count > Self.shortQuote
            lines +=
                isFolded
                ? [
                    ConversationLine(
                        .quote, side: side,
                        strings[.quotedLines(quote.count, key: bindings.notation(for: .toggleQuotes, in: .ticket))],
                        "text.dim")
                ] : quote
            quote = []
        }
        var rest = message.text[...]
        var isCut = rest.utf8.count > Self.maxBytes
        if isCut { rest = rest[..<rest.utf8.index(rest.startIndex, offsetBy: Self.maxBytes)] }
        // Line by line, so that nothing is looked at beyond what is laid out.
        while let line = rest.takeLine() {
            // Quoted as RFC 3676 (4.5) has it: a line that begins with >.
            let isQuote = line.hasPrefix(">")
            if !isQuote { endQuote() }
            for part in TextWrap.lines(Sanitizer.visible(line), columns: columns, limit: Self.maxLines) {
                let drawn = ConversationLine(
                    isQuote ? .quote : .text, side: side, String(part), isQuote ? "text.dim" : "text")
                if isQuote { quote.append(drawn) } else { lines.append(drawn) }
            }
            if lines.count + quote.count > Self.maxLines {
                isCut = true
                break
            }
        }
        endQuote()
        if isCut { lines.append(ConversationLine(.text, side: side, strings[.textCut], "text.dim")) }
        return lines
    }

    private func side(of message: Message) -> Role {
        if message.isInternal { return "message.internal" }
        return message.author.role.isStaff ? "message.agent" : "message.customer"
    }

    private func role(of delivery: Delivery) -> Role { delivery.hasFailed ? "message.failed" : "message.queued" }

    private var recallKey: String? { bindings.notation(for: .recall, in: .ticket) }
}

extension Delivery {
    fileprivate var hasFailed: Bool { if case .failed = self { true } else { false } }
}

extension Substring {
    /// Takes the first line off, without its end; nil when nothing is left.
    fileprivate mutating func takeLine() -> Substring? {
        guard !isEmpty else { return nil }
        let bytes = utf8
        let end = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
        let line = self[..<end]
        self = end == bytes.endIndex ? self[end...] : self[bytes.index(after: end)...]
        return line.utf8.last == UInt8(ascii: "\r") ? Substring(line.utf8.dropLast()) : line
    }
}

extension AppState {
    var sending: Sending { Sending(now: now, isOffline: sync.isOffline) }

    /// Lets a second run while something on the screen is held, so that one sees how long it can be taken back.
    mutating func countDown() -> [Effect] {
        guard !isCountingDown, !isReadAloud, !sync.isOffline, isHolding else { return [] }
        isCountingDown = true
        return [.tick]
    }

    private var isHolding: Bool {
        shownTicket?.conversation?.deliveries.contains { delivery in
            if case .held(let until) = delivery { now < until } else { false }
        } ?? false
    }

    /// Lays the open conversation out anew, after it, the window or the language changed.
    mutating func layOutTicket() {
        let open = lines(of: ticket)
        let beside = lines(of: preview)
        ticket?.lines = open
        preview?.lines = beside
    }

    private func lines(of ticket: TicketState?) -> [ConversationLine] {
        guard let ticket, let conversation = ticket.conversation else { return [] }
        return ConversationLayout(
            conversation: conversation, me: desk.me?.user.id, strings: strings, columns: conversationColumns,
            showsQuotes: ticket.showsQuotes, bindings: bindings, sending: sending, newSince: ticket.newSince,
            fields: showsFieldsInFull(of: conversation) ? fieldTexts(of: conversation) : [],
            openDraft: ticket.reply?.draft.id
        ).lines()
    }

    /// The values of the topic's own fields, one line.
    func fieldsInOneLine(of conversation: Conversation) -> String {
        Sanitizer.visible(fieldTexts(of: conversation).joined(separator: " · "))
    }

    /// Whether they have no room in the line below the header.
    func showsFieldsInFull(of conversation: Conversation) -> Bool {
        DisplayWidth.of(fieldsInOneLine(of: conversation)) + 2 > ticketRect.columns - 4
    }

    private func fieldTexts(of conversation: Conversation) -> [String] {
        conversation.fields.map { value in
            "\(strings.label(of: value.key, of: conversation.ticket.topic, among: desk.topics)): \(value.value)"
        }
    }
}

/// One line of a conversation as drawn.
struct ConversationLine: Equatable, Sendable {
    enum Kind: Equatable, Sendable {
        case blank, day, field, event, unreadLine, author, text, quote, attachment, delivery, draft
    }

    /// A run of text in one style.
    struct Segment: Equatable, Sendable {
        let text: String
        let role: Role
    }

    let kind: Kind
    /// The bar at the left edge that marks the side: customer, agent or internal; nil for none.
    let side: Role?
    let segments: [Segment]
    /// The file of an attachment's line.
    var file: Attachment.ID?
    /// Whether an unread message begins here.
    var beginsUnread = false
    /// Up to when the conversation is read by who has seen this line: the last of a message.
    var readUpTo: Timestamp?

    init(_ kind: Kind, side: Role? = nil, _ segments: [Segment] = []) {
        self.kind = kind
        self.side = side
        self.segments = segments
    }

    init(_ kind: Kind, side: Role? = nil, _ text: String, _ role: Role) {
        self.init(kind, side: side, [Segment(text: text, role: role)])
    }
}
