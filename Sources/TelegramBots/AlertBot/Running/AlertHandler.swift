import GRDB
import HelpdeskModels

/// The alert bot behind its inbox: all it does with an update is in the transaction that marks it as done.
struct AlertHandler: UpdateHandler {
    let bot: AlertBot

    func handle(_ update: BotUpdate, at now: Timestamp) async throws -> Turn {
        guard let input = AlertInput(update) else { return Turn(changes: Self.changes(of: update)) }
        return Turn(changes: [{ db in try bot.receive(input, at: now, in: db) }])
    }

    func handle(_ notice: BotNotice, at now: Timestamp) async throws -> Turn {
        let phrase: DutyPhrase
        switch notice {
        // What became of a message is looked up when everyone's result is known.
        case .blocked, .failed, .unknown: return Turn()
        case .poison: phrase = .poison
        case .gap(let from, let to): phrase = .gap(hours: Int((to - from).components.seconds / 3600))
        case .conflict: phrase = .conflict
        }
        return Turn(changes: [{ db in try bot.warn(phrase, at: now, in: db) }])
    }

    /// Somebody let the bot in again, or shut it out.
    private static func changes(of update: BotUpdate) -> [@Sendable (Database) throws -> Void] {
        guard let change = update.myChatMember, change.chat.type == .private else { return [] }
        return [{ db in try BotStore.setBlocked(!change.newChatMember.isPresent, change.chat.id, db) }]
    }
}
