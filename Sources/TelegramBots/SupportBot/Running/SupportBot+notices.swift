import HelpdeskDesk
import HelpdeskModels

/// The notices to the staff about the bot itself.
extension SupportBot {
    func handle(_ notice: BotNotice, at now: Timestamp) async throws -> Turn {
        switch notice {
        case .blocked(let chat): return try await blocked(chat)
        case .failed(let item): return try await ended(item, isUnknown: false, at: now)
        case .unknown(let item): return try await ended(item, isUnknown: true, at: now)
        case .poison(let update): return try await setAside(update)
        case .notPassedOn(let ticket, let change, let reason):
            return try await notPassedOn(ticket, change: change, reason)
        case .fault(let part, let reason):
            log.error("\(client.token): \(part) failed: \(reason)")
            return Turn()
        case .gap(let from, let to):
            let hours = Int((to - from).seconds / 3600)
            log.error("\(client.token) had no connection for \(hours) hours: messages may be lost.")
            return tell(.staffGap(hours: hours))
        case .conflict: return tell(.staffConflict)
        }
    }

    /// The staff hears of it, and so does whoever wrote it: the person would wait for an answer.
    private func setAside(_ update: Int64) async throws -> Turn {
        var turn = tell(.staffPoison)
        if let chat = try await store.chat(ofUpdate: update), chat > 0 {
            let text = BotTexts.text(.setAside, try await language(of: chat))
            turn.calls.append(Outgoing(to: chat, .message(FormattedText(text))))
        }
        return turn
    }

    private func notPassedOn(_ id: Ticket.ID?, change: String, _ reason: String) async throws -> Turn {
        log.error("\(client.token): a change of the desk (\(change)) is not passed on: \(reason)")
        guard let id else { return tell(.staffChangeLost) }
        let ticket = try await tellDesk { try await desk.ticket(id) }
        guard let ticket else { return Turn() }
        let phrase = BotPhrase.staffNotPassedOn(number: ticket.number)
        guard staff == nil else { return tell(phrase) }
        let note: Message.ID = ids(0).id("not passed on \(change)", message: 0, at: ticket.created)
        try await tellDesk { try await desk.note(BotTexts.text(phrase, staffLanguage), id: note, in: id) }
        return Turn()
    }

    private func tell(_ phrase: BotPhrase, keyboard: [[InlineButton]] = []) -> Turn {
        guard let staff else { return Turn() }
        let text = FormattedText(BotTexts.text(phrase, staff.language))
        return Turn([Outgoing(to: staff.chat, .message(text, keyboard: keyboard))])
    }

    private func blocked(_ chat: Int64) async throws -> Turn {
        guard chat > 0 else {
            log.error("\(client.token) may not write into the group \(chat). Make it a member again.")
            return Turn()
        }
        let standing = try await tellDesk {
            try await desk.setBlocked(true, chat: chat)
            return try await desk.standing(ofChat: chat)
        }
        guard case .linked(let link) = standing else { return Turn() }
        return tell(.staffBlocked(name: link.service.name))
    }

    private func ended(_ number: Int64, isUnknown: Bool, at now: Timestamp) async throws -> Turn {
        guard let item = try await store.item(number) else {
            log.error("\(client.token): the call \(number) in the outbox cannot be read and is not sent")
            return tell(.staffChangeLost)
        }
        let reason = item.reason ?? ""
        guard let subject = item.outgoing.subject, item.outgoing.chat > 0 else {
            if item.outgoing.call.method != .answerCallbackQuery {
                log.warning("\(client.token): \(item.outgoing.call.method.rawValue) failed: \(reason)")
            }
            return Turn()
        }
        log.warning("\(client.token): an answer was not delivered, or perhaps not: \(reason)")
        let ticket = try await tellDesk { try await desk.ticket(subject.ticket) }
        guard let ticket else { return Turn() }
        guard let staff else {
            // Nobody to ask: the ticket itself says so, for whoever opens it.
            let phrase: BotPhrase =
                isUnknown ? .staffUnknown(number: ticket.number) : .staffFailed(number: ticket.number, reason: reason)
            let id: Message.ID = ids(0).id("notice", message: number, at: item.queued)
            try await tellDesk { try await desk.note(BotTexts.text(phrase, staffLanguage), id: id, in: ticket.id) }
            return Turn()
        }
        guard isUnknown else { return tell(.staffFailed(number: ticket.number, reason: reason)) }
        let buttons = [
            InlineButton(
                BotTexts.text(.resend, staff.language), data: SupportButton.resend(item: number, true).data),
            InlineButton(
                BotTexts.text(.arrived, staff.language), data: SupportButton.resend(item: number, false).data),
        ]
        return tell(.staffUnknown(number: ticket.number), keyboard: [buttons])
    }
}
