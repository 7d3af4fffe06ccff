import HelpdeskModels

/// What the staff has to know of the bot itself.
extension SupportBot {
    func handle(_ notice: BotNotice, at now: Timestamp) async throws -> Turn {
        switch notice {
        case .blocked(let chat): return try await blocked(chat)
        case .failed(let item): return try await ended(item, isUnknown: false, at: now)
        case .unknown(let item): return try await ended(item, isUnknown: true, at: now)
        case .poison: return tell(.staffPoison)
        case .gap(let from, let to):
            let hours = Int((to - from).seconds / 3600)
            log.error("\(client.token) had no connection for \(hours) hours: messages may be lost.")
            return tell(.staffGap(hours: hours))
        case .conflict: return tell(.staffConflict)
        }
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
        let link = try await tellDesk { () async throws(SupportDeskError) in
            try await desk.setBlocked(true, chat)
            return try await desk.link(of: chat)
        }
        guard let service = link?.service else { return Turn() }
        return tell(.staffBlocked(name: service.name))
    }

    private func ended(_ number: Int64, isUnknown: Bool, at now: Timestamp) async throws -> Turn {
        guard let item = try await store.item(number) else { return Turn() }
        let reason = item.reason ?? ""
        guard let subject = item.outgoing.subject, item.outgoing.chat > 0 else {
            if item.outgoing.call.method != .answerCallbackQuery {
                log.warning("\(client.token): \(item.outgoing.call.method.rawValue) failed: \(reason)")
            }
            return Turn()
        }
        log.warning("\(client.token): an answer was not delivered, or perhaps not: \(reason)")
        let ticket = try await tellDesk { () async throws(SupportDeskError) in try await desk.ticket(subject.ticket) }
        guard let ticket else { return Turn() }
        guard let staff else {
            // Nobody to ask: the ticket itself says so, for whoever opens it.
            let phrase: BotPhrase =
                isUnknown ? .staffUnknown(number: ticket.number) : .staffFailed(number: ticket.number, reason: reason)
            let id: Message.ID = ids(0).id("notice", message: number, at: item.queued)
            try await tellDesk { () async throws(SupportDeskError) in
                try await desk.note(BotTexts.text(phrase, .ukrainian), id: id, in: ticket.id)
            }
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
