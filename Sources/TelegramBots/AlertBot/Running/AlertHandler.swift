import HelpdeskModels

/// The alert bot behind its inbox: all it does with an update is in the transaction that marks it as done.
struct AlertHandler: UpdateHandler {
    let bot: AlertBot
    let log: BotLog

    func handle(_ update: BotUpdate, at now: Timestamp) async throws -> Turn {
        guard let input = AlertInput(update) else { return Turn(changes: changes(of: update)) }
        return Turn(changes: [{ db in try bot.take(input, at: now, in: db) }])
    }

    func handle(_ notice: BotNotice, at now: Timestamp) async throws -> Turn {
        switch notice {
        // The fate of a message is looked up with everyone's result.
        case .failed, .unknown: return Turn()
        case .blocked(let chat):
            // Somebody who blocked the bot is counted with the results; a group is nobody's result.
            if chat < 0 { log.error("the alert bot may not write into the group \(chat). Make it a member again.") }
            return Turn()
        case .poison(let update):
            return Turn(changes: [
                { db in try bot.take(.setAside(chat: db.chat(ofUpdate: update)), at: now, in: db) }
            ])
        case .fault(let part, let reason):
            log.error("the alert bot: \(part) failed: \(reason)")
            return warning(.fault, at: now)
        case .notPassedOn(_, let change, let reason):
            log.error("the alert bot: \(change) failed: \(reason)")
            return warning(.fault, at: now)
        case .gap(let from, let to):
            return warning(.gap(hours: Int((to - from).components.seconds / 3600)), at: now)
        case .conflict: return warning(.conflict, at: now)
        }
    }

    func shiftTimes(by milliseconds: Int64, _ db: any BotRows) throws {
        try AlertRecords(db: db).shiftTimes(by: milliseconds)
    }

    func limitTimes(at now: Timestamp, _ db: any BotRows) throws {
        let timing = bot.settings.timing
        try AlertRecords(db: db).limitTimes(timing, choice: max(timing.choice, AlertMachine.questionTime), at: now)
    }

    private func warning(_ phrase: DutyPhrase, at now: Timestamp) -> Turn {
        Turn(changes: [{ db in try bot.take(.warning(phrase), at: now, in: db) }])
    }

    /// Somebody let the bot in again, or shut it out; or a group did.
    private func changes(of update: BotUpdate) -> [@Sendable (any BotRows) throws -> Void] {
        guard let change = update.myChatMember else { return [] }
        let (chat, isPresent) = (change.chat.id, change.newChatMember.isPresent)
        if !isPresent, chat == bot.settings.schedule.group {
            log.error("the alert bot was removed from the specialists' group. Add it there again.")
        }
        return [{ try $0.setBlocked(!isPresent, chat) }]
    }
}
