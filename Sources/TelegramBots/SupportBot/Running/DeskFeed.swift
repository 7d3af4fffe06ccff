import HelpdeskDesk
import HelpdeskModels

/// Takes what happens at the desk to Telegram: a page of changes and the place in the feed are one transaction.
struct DeskFeed: Sendable {
    let bot: SupportBot
    let clock: @Sendable () -> Timestamp

    private static let wait = 25
    private static let pageSize = 500

    /// Runs until the task is cancelled.
    func run() async {
        var failures = 0
        while !Task.isCancelled {
            do {
                try await pass(wait: Self.wait)
                failures = 0
            } catch {
                guard !Task.isCancelled else { return }
                failures += 1
                // Once when it begins and then now and then: no answer goes out meanwhile.
                if failures == 1 || failures.isMultiple(of: 60) {
                    bot.log.warning("the changes of the desk cannot be passed on: \(FailureKind.name(of: error))")
                }
                try? await Task.sleep(for: .seconds(BotBackOff.seconds(after: failures)))
            }
        }
    }

    /// Passes on what happened since the last time; waits up to `wait` seconds for something. The first time only the
    /// place is noted: nobody wants the history.
    func pass(wait: Int) async throws {
        guard let cursor = try await bot.store.read({ try $0.meta("cursor") }) else {
            return try await begin()
        }
        let page: ChangePage
        let damage: String?
        do throws(TelegramDeskError) {
            (page, damage) = try await readable(after: cursor, wait: wait)
        } catch {
            guard error == .cursorGone else { throw error }
            bot.log.warning("the desk's feed begins anew: answers in between were not passed on")
            return try await begin()
        }
        FaultPoint.changeRead.pass()
        var works = damage.map { [unreadable($0)] } ?? []
        for change in page.changes { works += try await self.works(for: change) }
        let (now, all, next, erased) = (clock(), works, page.cursor, Self.erased(in: page))
        try await bot.store.write(passing: .changeQueued) { db in
            if let erased { try db.erase(erased) }
            for work in all {
                if let failure = try work.turn.storeAlone(at: now, db) {
                    try db.note(work.notice(of: failure), at: now)
                }
            }
            try db.setMeta("cursor", to: next)
        }
        if works.contains(where: { !$0.turn.changes.isEmpty }) { bot.store.arrivals.wake() }
    }

    /// What a page says is erased at the desk, so that nothing of it waits or is remembered here; nil for nothing.
    private static func erased(in page: ChangePage) -> ErasedThings? {
        var things = ErasedThings()
        things.tickets = Set(page.gone ?? [])
        for case .message(let message) in page.changes where message.author.isErased {
            things.messages.insert(message.id)
            things.emptiedTickets.insert(message.ticket)
        }
        return things.tickets.isEmpty && things.messages.isEmpty ? nil : things
    }

    /// A page of changes; or an empty one behind a single change that the desk cannot read, with the reason. One such must
    /// not keep back all that comes after it.
    private func readable(
        after cursor: String, wait: Int
    ) async throws(TelegramDeskError) -> (page: ChangePage, damage: String?) {
        do throws(TelegramDeskError) {
            return (try await bot.desk.changes(after: cursor, limit: Self.pageSize, wait: wait), nil)
        } catch {
            guard case .damaged = error else { throw error }
        }
        do throws(TelegramDeskError) {
            return (try await bot.desk.changes(after: cursor, limit: 1, wait: 0), nil)
        } catch {
            guard case .damaged(let reason) = error else { throw error }
            return (try await bot.desk.pageBehindOne(after: cursor), reason)
        }
    }

    /// The result of one change for one recipient. A permanent fault of it is noted and stands in the way of no
    /// other: a page that is retried for ever would keep every answer from every customer.
    private struct Work: Sendable {
        var ticket: Ticket.ID?
        /// The change, for the log.
        var change: String
        var turn = Turn()

        func notice(of failure: any Error) -> BotNotice {
            .notPassedOn(ticket: ticket, change: change, reason: FailureKind.name(of: failure))
        }
    }

    /// Throws only what another try can help with.
    private func work(
        on change: String, of ticket: Ticket.ID?, _ body: () async throws -> [Outgoing]
    ) async throws -> Work {
        var work = Work(ticket: ticket, change: change)
        do {
            work.turn = Turn(try await body())
        } catch {
            guard FailureKind(error) == .permanent else { throw error }
            work.turn = Turn(noting: work.notice(of: error), at: clock())
        }
        return work
    }

    private func begin() async throws {
        let latest = try await bot.desk.latestCursor()
        try await bot.store.write { try $0.setMeta("cursor", to: latest) }
    }

    /// Throws only what another try can help with.
    private func works(for change: Change) async throws -> [Work] {
        let now = clock()
        var about: Ticket?
        do {
            switch change {
            // There is nothing left to pass on of what an erased person wrote or did.
            case .message(let message) where message.author.isErased: return []
            case .event(let event) where event.author.isErased: return []
            case .message(let message) where !message.isInternal: about = try await bot.desk.ticket(message.ticket)
            case .event(let event): if isTold(event) { about = try await bot.desk.ticket(event.ticket) }
            case .telegramLink(let link):
                guard let chat = try await bot.desk.link(link.id)?.chat else { return [] }
                let turn = Turn(changes: [{ try $0.insert(own: ["link_changed": .integer(chat)], at: now) }])
                return [Work(ticket: nil, change: "link", turn: turn)]
            default: return []
            }
        } catch TelegramDeskError.damaged(let reason) {
            return [unreadable(reason)]
        }
        guard let ticket = about else { return [] }
        do {
            switch change {
            case .message(let message): return try await passOn(message, ticket)
            case .event(let event):
                if event.kind == .prioritised { return try await urgent(event, ticket) }
                return try await resolved(event, ticket)
            default: return []
            }
        } catch {
            guard FailureKind(error) == .permanent else { throw error }
            var work = Work(ticket: ticket.id, change: "for all")
            work.turn = Turn(noting: work.notice(of: error), at: now)
            return [work]
        }
    }

    /// A change that the desk cannot read.
    private func unreadable(_ reason: String) -> Work {
        let notice = BotNotice.notPassedOn(ticket: nil, change: "unreadable", reason: reason)
        return Work(ticket: nil, change: "unreadable", turn: Turn(noting: notice, at: clock()))
    }

    private func passOn(_ message: Message, _ ticket: Ticket) async throws -> [Work] {
        let change = "message \(message.id)"
        var works: [Work] = []
        // An answer of the staff goes to every chat of the service.
        if message.author.role.isStaff {
            for link in try await bot.desk.chats(of: ticket.service) {
                works.append(
                    try await work(on: change, of: ticket.id) { try await toCustomer(link, message, ticket) })
            }
        }
        works.append(try await work(on: change, of: ticket.id) { try await toStaff(message, ticket) })
        let isTold = works.contains { !$0.turn.calls.isEmpty }
        for file in message.attachments where isTold && file.size > bot.client.server.uploadLimit {
            works.append(
                try await work(on: "file \(file.id)", of: ticket.id) {
                    try await noteTooLarge(file, of: message)
                    return []
                })
        }
        return works
    }

    private func toCustomer(_ link: LinkedChat, _ message: Message, _ ticket: Ticket) async throws -> [Outgoing] {
        // A message from before the chat was linked comes again when its ticket is merged, and is no news.
        if let linked = link.link.linked, message.created < linked { return [] }
        guard try await bot.store.telegramMessage(of: message.id, in: link.chat) == nil else { return [] }
        let language = try await bot.language(of: link.chat)
        let answer = try await answer(
            message, title: "№ \(ticket.number) · \(ticket.subject)",
            byline: "\(try await topic(ticket.topic, language)) · \(message.author.name)", language)
        return outgoing(answer.calls, message, to: link.chat, whenUnknown: .ask)
    }

    /// Everything but what the staff writes there goes to the staff's group: what customers write, and answers that were
    /// written elsewhere.
    private func toStaff(_ message: Message, _ ticket: Ticket) async throws -> [Outgoing] {
        guard let staff = bot.staff, !(message.author.role.isStaff && message.origin == .telegram) else { return [] }
        let chat = try await bot.store.currentID(of: staff.chat)
        guard try await bot.store.telegramMessage(of: message.id, in: chat) == nil else { return [] }
        let service = try await bot.desk.service(ticket.service)?.name ?? ticket.service.rawValue
        let isForum = try await isForum()
        let isFirst = message.created == ticket.created
        let byline = isFirst ? BotTexts.text(.staffTicket(service: service), staff.language) : service
        var answer = try await answer(
            message, title: "№ \(ticket.number) · \(ticket.subject)", byline: "\(byline) · \(message.author.name)",
            staff.language)
        if isFirst { answer.notices.append(BotTexts.text(.staffHint, staff.language)) }
        return outgoing(
            answer.calls, message, to: chat, threadName: isForum ? "№ \(ticket.number) · \(ticket.subject)" : nil,
            whenUnknown: .again)
    }

    /// The ticket says once, in one language, what no chat received.
    private func noteTooLarge(_ file: Attachment, of message: Message) async throws {
        let limit = bot.client.server.uploadLimit >> 20
        let note = BotTexts.text(.noteTooLargeOut(name: file.name, megabytes: limit), bot.staffLanguage)
        let id: Message.ID = bot.ids(0).id("too large \(file.id)", message: 0, at: message.created)
        do throws(TelegramDeskError) {
            try await bot.desk.note(note, id: id, in: message.ticket)
        } catch {
            // It is there in other words, because the bot's language or limit was another one when it was written.
            guard case .refused(let reason) = error else { throw error }
            bot.log.warning("a note about a file that is too large for Telegram was not taken: \(reason)")
        }
    }

    private func outgoing(
        _ calls: [BotCall], _ message: Message, to chat: Int64, threadName: String? = nil,
        whenUnknown: Outgoing.WhenUnknown
    ) -> [Outgoing] {
        calls.enumerated().map { index, call in
            Outgoing(
                to: chat, call, key: "message \(message.id) \(chat) \(index)",
                subject: Outgoing.Subject(ticket: message.ticket, message: message.id), threadName: threadName,
                whenUnknown: whenUnknown)
        }
    }

    private func answer(
        _ message: Message, title: String, byline: String, _ language: Language
    ) async throws -> AnswerCalls {
        var answer = AnswerCalls(title: title, byline: byline, text: message.text, files: [], notices: [])
        for attachment in message.attachments {
            guard attachment.size <= bot.client.server.uploadLimit else {
                answer.notices.append(BotTexts.text(.fileTooLargeOut(name: attachment.name), language))
                continue
            }
            // Telegram takes no empty file, and nobody has one that is missing; neither keeps the words back.
            guard attachment.size > 0, let content = try await content(of: attachment) else {
                answer.notices.append(BotTexts.text(.fileNotCarried(name: attachment.name), language))
                continue
            }
            answer.files.append(AnswerCalls.File(attachment: attachment, content: content))
        }
        return answer
    }

    /// Nil if the desk does not have the content.
    private func content(of attachment: Attachment) async throws -> SHA256Digest? {
        if let content = attachment.sha256, try await bot.desk.has(content) { return content }
        bot.log.error("the desk does not have the content of the attachment \(attachment.id)")
        return nil
    }

    /// Every chat of the service gets the question for a rating; the last answer counts.
    private func resolved(_ event: Event, _ ticket: Ticket) async throws -> [Work] {
        let change = "event \(event.id)"
        let subject = Outgoing.Subject(ticket: ticket.id)
        var works: [Work] = []
        if ticket.status == .resolved {
            for link in try await bot.desk.chats(of: ticket.service) {
                works.append(
                    try await work(on: change, of: ticket.id) {
                        let text = BotTexts.text(
                            .resolvedRate(number: ticket.number, subject: ticket.subject),
                            try await bot.language(of: link.chat))
                        let stars = Rating.range.map {
                            InlineButton("\($0) ⭐", data: SupportButton.rate(ticket.id, score: $0).data)
                        }
                        return [
                            Outgoing(
                                to: link.chat, .message(FormattedText(text), keyboard: [stars]),
                                key: "rating \(event.id) \(link.chat)", subject: subject)
                        ]
                    })
            }
        }
        guard let staff = bot.staff else { return works }
        works.append(
            try await work(on: change, of: ticket.id) {
                let text = BotTexts.text(.staffResolved(number: ticket.number, by: event.author.name), staff.language)
                let name = try await isForum() ? "№ \(ticket.number) · \(ticket.subject)" : nil
                return [
                    Outgoing(
                        to: staff.chat, .message(FormattedText(text)), key: "resolved \(event.id)", subject: subject,
                        threadName: name)
                ]
            })
        return works
    }

    /// Whether it is of interest in Telegram: a ticket is resolved, or a customer says that it is urgent.
    private func isTold(_ event: Event) -> Bool {
        if event.kind == .resolved { return true }
        return event.kind == .prioritised && event.priority == .urgent && !event.author.role.isStaff
    }

    /// The staff's group is told that a service cannot take orders.
    private func urgent(_ event: Event, _ ticket: Ticket) async throws -> [Work] {
        guard let staff = bot.staff else { return [] }
        return [
            try await work(on: "event \(event.id)", of: ticket.id) {
                let text = BotTexts.text(
                    .staffUrgent(number: ticket.number, subject: ticket.subject, by: event.author.name), staff.language)
                let name = try await isForum() ? "№ \(ticket.number) · \(ticket.subject)" : nil
                return [
                    Outgoing(
                        to: staff.chat, .message(FormattedText(text)), key: "urgent \(event.id)",
                        subject: Outgoing.Subject(ticket: ticket.id), threadName: name)
                ]
            }
        ]
    }

    /// Whether the staff's group has topics.
    private func isForum() async throws -> Bool {
        try await bot.store.read { try $0.meta("forum") == "1" }
    }

    private func topic(_ id: Topic.ID, _ language: Language) async throws -> String {
        try await bot.desk.topics().first { $0.id == id }?.title[language] ?? id.rawValue
    }
}
