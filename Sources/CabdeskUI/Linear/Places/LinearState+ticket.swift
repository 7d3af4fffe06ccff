import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension LinearState {
    mutating func performOnTicket(_ action: Action, _ argument: String) -> [Effect] {
        switch action {
        case .up: step(-1)
        case .down: step(1)
        case .first: reportConversation()
        case .last: reportMessage(at: messages.count - 1)
        case .toggleQuotes:
            let effects = app.perform(action)
            reportMessage(at: messageIndex ?? messages.count - 1)
            return effects
        case .markUnread:
            // Back in the list: what stays open is read again at once.
            let effects = app.perform(action)
            heldMarks = []
            return effects + app.perform(.back)
        case .reply, .writeNote:
            writesNextReply = true
            return app.perform(action)
        // Everything else does what it does on the screen.
        default: return performAndAnswer(action, argument)
        }
        return []
    }

    private var layout: ConversationLayout? {
        guard let ticket = app.ticket, let conversation = ticket.conversation else { return nil }
        return ConversationLayout(
            conversation: conversation, me: app.desk.me?.user.id, strings: strings, columns: app.conversationColumns,
            showsQuotes: ticket.showsQuotes, bindings: app.bindings, sending: app.sending,
            newSince: ticket.newSince)
    }

    /// The messages in the order in which they are read.
    var messages: [ConversationMessage] {
        (layout?.entries ?? []).compactMap { entry in
            if case .message(let message) = entry { message } else { nil }
        }
    }

    private mutating func step(_ offset: Int) {
        guard let index = messageIndex else {
            reportMessage(at: offset < 0 ? messages.count - 1 : 0)
            return
        }
        if messages.indices.contains(index + offset) {
            reportMessage(at: index + offset)
        } else {
            say(offset < 0 ? .firstMessage : .lastMessage)
        }
    }

    // MARK: Telling

    /// Reports what the ticket is about, then what is new in it, else the last message.
    mutating func reportTicket() {
        guard let conversation = app.ticket?.conversation else {
            say(.goneTicket)
            return
        }
        reportHeader(conversation)
        let messages = self.messages
        guard let layout else { return }
        let new = messages.indices.filter { layout.isUnread(messages[$0]) }
        for index in new.isEmpty ? messages.indices.suffix(1) : new { reportMessage(at: index) }
        for draft in conversation.drafts { say(layout.sentence(for: draft)) }
    }

    private mutating func reportHeader(_ conversation: Conversation) {
        let ticket = conversation.ticket
        let number = ticket.number.map { "№ \($0)" } ?? strings[.notNumberedYet]
        say("\(number): \(ticket.subject)")
        say(
            "\(strings.status(of: ticket, isStaff: app.isStaff)). \(strings[.topicLabel]): \(app.topicTitle(ticket.topic))."
        )
        var facts = strings.urgency(of: ticket, isStaff: app.isStaff, now: app.now)
        if let expected = app.expectedAnswer(in: conversation) { facts.append(expected) }
        facts.append("\(strings.name(of: ticket.author)), \(strings.dateTime(ticket.created))")
        if app.desk.me?.user.role.isStaff ?? false { facts.insert(app.serviceName(ticket.service), at: 0) }
        if let resolved = ticket.resolved { facts.append(strings[.resolvedAt(resolved)]) }
        if let assignee = ticket.assignee { facts.append(strings[LinearPhrase.assigned(strings.name(of: assignee))]) }
        say(facts.joined(separator: "; "))
        for value in conversation.fields {
            say("\(strings.label(of: value.key, of: ticket.topic, among: app.desk.topics)): \(value.value)")
        }
        for transition in conversation.transitions { say(strings.sentence(for: transition, in: app.sending)) }
        if let rating = conversation.pendingRating?.rating ?? conversation.rating { say(.rated(rating)) }
        let unread = messages.filter { layout?.isUnread($0) ?? false }.count
        say(.messages(messages.count, unread: unread, files: app.ticket?.attachments.count ?? 0))
    }

    /// Everything in order, with what happened to the ticket in between.
    private mutating func reportConversation() {
        guard let layout, let conversation = app.ticket?.conversation else { return }
        reportHeader(conversation)
        let messages = self.messages
        var index = 0
        for entry in layout.entries {
            switch entry {
            case .message:
                report(messages, at: index, layout)
                index += 1
            case .event(let event):
                let what = strings[.event(event)]
                say("\(strings.dateTime(event.created)): \(what)")
            }
        }
    }

    /// The message of that number; without one, the last that was read.
    mutating func reportMessage(_ argument: String) {
        if argument.isEmpty { return reportMessage(at: messageIndex ?? messages.count - 1) }
        guard let number = Int(argument), messages.indices.contains(number - 1) else {
            say(.noSuchMessage(messages.count))
            return
        }
        reportMessage(at: number - 1)
    }

    mutating func reportMessage(at index: Int) {
        if let layout { report(messages, at: index, layout) }
    }

    private mutating func report(_ messages: [ConversationMessage], at index: Int, _ layout: ConversationLayout) {
        guard let entry = messages[safe: index] else { return }
        messageIndex = index
        let message = entry.message
        var heading = strings[LinearPhrase.message(index + 1, of: messages.count)]
        if layout.isUnread(entry) { heading += ", \(strings[LinearPhrase.unread])" }
        var about = [
            strings.name(of: message.author), strings[.role(message.author.role)], strings.dateTime(message.created),
        ]
        if let origin = strings.origin(message.origin) { about.append(origin) }
        if message.isInternal { about.append(strings[.internalNote]) }
        say("\(heading): \(about.joined(separator: ", "))")
        if let delivery = entry.delivery { say(strings.sentence(for: delivery, in: app.sending)) }
        reportText(strings.text(of: message))
        let before = messages.prefix(index).reduce(0) { $0 + $1.message.attachments.count }
        for (offset, file) in message.attachments.enumerated() {
            say(.file(before + offset + 1, name: file.name, size: file.size))
        }
    }

    /// A text; long quotes are counted only, until they are asked for.
    private mutating func reportText(_ text: String) {
        var quote: [Substring] = []
        func lines(of quote: [Substring], _ isShown: Bool) -> [String] {
            if quote.isEmpty { return [] }
            if quote.count > ConversationLayout.shortQuote, !isShown {
                return [strings[.quotedLines(quote.count, key: nil)]]
            }
            let words = quote.map { $0.drop { $0 == ">" || $0 == " " } }.joined(separator: "\n")
            return [strings[LinearPhrase.quote(words)]]
        }
        let isShown = app.ticket?.showsQuotes ?? false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix(">") {
                quote.append(line)
                continue
            }
            said += lines(of: quote, isShown)
            quote = []
            // Empty lines only make a reader wait.
            if !line.allSatisfy(\.isWhitespace) { say(String(line)) }
        }
        said += lines(of: quote, isShown)
    }
}
