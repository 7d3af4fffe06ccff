import HelpdeskModels

/// Takes what happens at the desk to Telegram: a page of changes and the place in the feed are one transaction.
struct DeskFeed: Sendable {
    let bot: SupportBot
    let clock: @Sendable () -> Timestamp

    private static let wait = 25

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
                if failures == 1 { bot.log.warning("the changes of the desk cannot be passed on: \(error)") }
                try? await Task.sleep(for: .seconds(BotBackOff.seconds(after: failures)))
            }
        }
    }

    /// Passes on what happened since the last time; waits up to `wait` seconds for something. The first time only the
    /// place is noted: nobody wants the history.
    func pass(wait: Int) async throws {
        guard let cursor = try await bot.store.read({ try BotStore.meta("cursor", $0) }) else {
            return try await begin()
        }
        let page: DeskChanges
        do throws(SupportDeskError) {
            page = try await bot.desk.changes(after: cursor, wait: wait)
        } catch {
            guard error == .cursorGone else { throw error }
            bot.log.warning("the desk's feed begins anew: answers in between were not passed on")
            return try await begin()
        }
        FaultPoint.changeRead.pass()
        var turn = Turn()
        for change in page.changes {
            let part = try await calls(for: change)
            turn.calls += part.calls
            turn.changes += part.changes
        }
        let (now, result, next) = (clock(), turn, page.cursor)
        try await bot.store.write(passing: .changeQueued) { db in
            for change in result.changes { try change(db) }
            try BotStore.queue(result.calls, at: now, db)
            try BotStore.setMeta("cursor", to: next, db)
        }
        if !turn.changes.isEmpty { bot.store.arrivals.wake() }
    }

    private func begin() async throws {
        let latest = try await bot.desk.latestCursor()
        try await bot.store.write { try BotStore.setMeta("cursor", to: latest, $0) }
    }

    private func calls(for change: DeskChange) async throws -> Turn {
        let now = clock()
        switch change {
        case .ticket: return Turn()
        case .link(let link):
            return Turn(changes: [{ try BotStore.insert(own: ["link_changed": .integer(link.chat)], at: now, $0) }])
        case .event(let event, let ticket):
            guard event.kind == .resolved else { return Turn() }
            return Turn(try await resolved(event, ticket))
        case .message(let message, let ticket):
            guard !message.isInternal else { return Turn() }
            return Turn(try await toCustomers(message, ticket) + toStaff(message, ticket))
        }
    }

    /// An answer of the staff goes to every chat of the service.
    private func toCustomers(_ message: Message, _ ticket: Ticket) async throws -> [Outgoing] {
        guard message.author.role.isStaff else { return [] }
        var calls: [Outgoing] = []
        for link in try await bot.desk.links(of: ticket.service) {
            guard try await bot.store.telegramMessage(of: message.id, in: link.chat) == nil else { continue }
            let language = try await language(of: link.chat)
            let answer = try await answer(
                message, title: "№ \(ticket.number) · \(ticket.subject)",
                byline: "\(try await topic(ticket.topic, language)) · \(message.author.name)", language)
            calls += outgoing(answer.calls, message, to: link.chat, whenUnknown: .ask)
        }
        return calls
    }

    /// Everything else goes to the staff's group: what customers write, and answers that were written elsewhere.
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
        let limit = bot.client.server.uploadLimit
        for attachment in message.attachments {
            // Telegram takes no file without content.
            if attachment.size == 0 {
                answer.notices.append(BotTexts.text(.fileEmptyOut(name: attachment.name), language))
                continue
            }
            guard attachment.size <= limit else {
                answer.notices.append(BotTexts.text(.fileTooLargeOut(name: attachment.name), language))
                let note = BotTexts.text(
                    .noteTooLargeOut(name: attachment.name, megabytes: limit >> 20), bot.staff?.language ?? language)
                let id: Message.ID = bot.ids(0).id("too large \(attachment.id)", message: 0, at: message.created)
                try await bot.desk.note(note, id: id, in: message.ticket)
                continue
            }
            answer.files.append(AnswerCalls.File(attachment: attachment, path: try await bot.desk.path(of: attachment)))
        }
        return answer
    }

    /// The rating is asked for in every chat of the service; the last word counts.
    private func resolved(_ event: Event, _ ticket: Ticket) async throws -> [Outgoing] {
        var calls: [Outgoing] = []
        let subject = Outgoing.Subject(ticket: ticket.id)
        if ticket.status == .resolved {
            for link in try await bot.desk.links(of: ticket.service) {
                let text = BotTexts.text(
                    .resolvedRate(number: ticket.number, subject: ticket.subject), try await language(of: link.chat))
                let stars = Rating.range.map {
                    InlineButton("\($0) ⭐", data: SupportButton.rate(ticket.id, score: $0).data)
                }
                calls.append(
                    Outgoing(
                        to: link.chat, .message(FormattedText(text), keyboard: [stars]),
                        key: "rating \(event.id) \(link.chat)", subject: subject))
            }
        }
        guard let staff = bot.staff else { return calls }
        let text = BotTexts.text(.staffResolved(number: ticket.number, by: event.author.name), staff.language)
        let name = try await isForum() ? "№ \(ticket.number) · \(ticket.subject)" : nil
        calls.append(
            Outgoing(
                to: staff.chat, .message(FormattedText(text)), key: "resolved \(event.id)", subject: subject,
                threadName: name))
        return calls
    }

    /// Whether the staff's group has topics.
    private func isForum() async throws -> Bool {
        try await bot.store.read { try BotStore.meta("forum", $0) == "1" }
    }

    private func language(of chat: Int64) async throws -> Language {
        try await bot.store.read { try BotStore.state(of: chat, as: ChatMemory.self, $0)?.language } ?? .ukrainian
    }

    private func topic(_ id: Topic.ID, _ language: Language) async throws -> String {
        try await bot.desk.topics().first { $0.id == id }?.title[language] ?? id.rawValue
    }
}
