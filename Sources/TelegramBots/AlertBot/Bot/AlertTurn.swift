import GRDB
import HelpdeskModels

/// One transaction of the alert bot at one moment.
struct AlertTurn {
    let settings: AlertSettings
    let db: Database
    let now: Timestamp

    var records: AlertRecords { AlertRecords(db: db) }
    var outbox: AlertOutbox { AlertOutbox(db: db, now: now) }
    var schedule: DutySchedule { settings.schedule }
    var timing: AlertTiming { settings.timing }

    // MARK: One of several

    /// Does something for one of several people or incidents, wholly or not at all; returns whether it is done. What goes
    /// wrong with it for good is noted, for the log and those on duty, and stops none of the others.
    @discardableResult
    func alone(_ part: String, _ body: () throws -> Void) throws -> Bool {
        do {
            try db.inSavepoint {
                try body()
                return .commit
            }
            return true
        } catch {
            guard FailureKind(error) == .permanent else { throw error }
            try BotStore.note(.fault(part: part, reason: FailureKind.name(of: error)), at: now, db)
            return false
        }
    }

    /// What failed is tried again after as long as a level has to acknowledge.
    var later: Timestamp { now.adding(seconds: timing.escalation) }

    // MARK: Languages

    /// The texts for a chat: as chosen there, as configured for who is on duty, as the person's Telegram speaks.
    func strings(for chat: Int64) throws -> AlertStrings {
        let person = try records.person(chat)
        return strings(
            in: person?.language ?? schedule.person(chat)?.language ?? person?.telegramLanguage ?? settings.language)
    }

    func strings(in language: Language) -> AlertStrings {
        AlertStrings(language: language, utcOffsetMinutes: settings.night.utcOffsetMinutes)
    }

    // MARK: Sending

    @discardableResult
    func send(
        _ text: String, to chat: Int64, buttons: [[AlertButton]] = [], key: String? = nil, lifetime: Int? = nil
    ) throws -> Int64 {
        try outbox.post(AlertMessage(chat: chat, text: text, buttons: buttons, key: key, lifetime: lifetime))
    }

    /// Paragraphs in the chat's language; with the choice of what happened below them if `choosing`.
    func say(_ phrases: [AlertPhrase], to chat: Int64, choosing: Bool = false) throws {
        let strings = try strings(for: chat)
        try send(
            phrases.map { strings[$0] }.joined(separator: "\n\n"), to: chat,
            buttons: choosing ? choices(in: strings) : [])
    }

    func say(duty phrase: DutyPhrase, to chat: Int64, buttons: [[AlertButton]] = []) throws {
        try send(strings(for: chat)[duty: phrase], to: chat, buttons: buttons)
    }

    func choices(in strings: AlertStrings) -> [[AlertButton]] {
        [
            [AlertChoice.program, .telephony].map { AlertButton(label: strings[.choice($0)], press: .choose($0)) },
            [AlertButton(label: strings[.choice(.other)], press: .choose(.other))],
        ]
    }

    /// Ends the waiting of whoever pressed a button, with a word where there is one to say; nothing without a press.
    func answer(_ press: AlertButtonPress?, _ text: String = "", isAlert: Bool = false) throws {
        guard let press else { return }
        try outbox.answer(press, text, isAlert: isAlert)
    }
}
