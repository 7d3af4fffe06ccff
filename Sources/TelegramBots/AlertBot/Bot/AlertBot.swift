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

    /// Tells the staff of something that went wrong with the bot itself: the group, or without one the first level.
    func warn(_ phrase: DutyPhrase, at time: Timestamp, in db: Database) throws {
        let turn = AlertTurn(settings: settings, db: db, now: time)
        let chats = settings.schedule.group.map { [$0] } ?? settings.schedule.levels.first?.map(\.telegram) ?? []
        for chat in chats { try turn.say(duty: phrase, to: chat) }
    }
}
