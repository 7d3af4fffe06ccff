import GRDB
import HelpdeskModels

/// The alert bot's behaviour: what it makes of an update or of the passing of time, in a transaction of the caller.
///
/// It reads no clock and sends nothing; messages go to the outbox in the same transaction.
struct AlertBot: Sendable {
    let settings: AlertSettings

    /// Takes in what somebody wrote or pressed.
    func receive(_ input: AlertInput, at time: Timestamp, in db: Database) throws {
        let turn = AlertTurn(settings: settings, db: db, now: time)
        switch input {
        case .message(let message): try turn.receive(message)
        case .press(let press): try turn.receive(press)
        }
    }

    /// Does what is due. Doing it twice, or long after its time, takes each step once.
    func tick(at time: Timestamp, in db: Database) throws {
        let turn = AlertTurn(settings: settings, db: db, now: time)
        try turn.decideForUndecided()
        try turn.escalate()
        try turn.bringNews()
        try turn.reportBroadcasts()
    }

    /// Tells the person that the question has become a ticket; nothing if it was told before.
    func note(ticket number: Int64, of question: AlertQuestion, at time: Timestamp, in db: Database) throws {
        let turn = AlertTurn(settings: settings, db: db, now: time)
        guard try turn.records.setTicket(number, of: question.id) else { return }
        try turn.say([.questionIsTicket(number)], to: question.chat)
    }

    /// Tells the person that the desk makes no ticket of the question; `reason` is for the log.
    func note(refused question: AlertQuestion, because reason: String, at time: Timestamp, in db: Database) throws {
        let turn = AlertTurn(settings: settings, db: db, now: time)
        guard try turn.records.setRefused(reason, question.id) else { return }
        let begin = CleanLine.of(question.text, atMost: Self.quotedLength)
        try turn.say([.questionRefused(begin, supportBot: settings.supportBot)], to: question.chat)
    }

    /// Somebody's words cannot be worked off: the person hears of it, and so do those on duty, because it may have been a
    /// report.
    func noteSetAside(in chat: Int64?, at time: Timestamp, in db: Database) throws {
        let turn = AlertTurn(settings: settings, db: db, now: time)
        if let chat, chat > 0 {
            try turn.alone("a word to \(chat)") { try turn.say([.setAside], to: chat, choosing: true) }
        }
        try warn(.poison, at: time, in: db)
    }

    /// Tells the staff of something that went wrong with the bot itself: the first level, and the group.
    func warn(_ phrase: DutyPhrase, at time: Timestamp, in db: Database) throws {
        let turn = AlertTurn(settings: settings, db: db, now: time)
        let people = settings.schedule.levels.first?.map(\.telegram) ?? []
        for chat in [settings.schedule.group].compactMap(\.self) + people {
            do {
                try db.inSavepoint {
                    try turn.say(duty: phrase, to: chat)
                    return .commit
                }
            } catch {
                // A notice of a notice that failed would never end; the others are warned.
                guard FailureKind(error) == .permanent else { throw error }
            }
        }
    }

    /// How much of a question is shown to whoever asked it, in characters.
    private static let quotedLength = 100
}
