import HelpdeskModels

/// The alert bot: what comes of an input, without clock, disk or network.
struct AlertMachine {
    let settings: AlertSettings
    let now: Timestamp
    var state: AlertState
    /// In the order in which they are sent.
    var messages: [AlertMessage] = []

    var schedule: DutySchedule { settings.schedule }
    var timing: AlertTiming { settings.timing }

    /// Returns what the bot knows after the input, and what it says.
    static func step(
        _ state: AlertState, _ input: AlertInput, _ settings: AlertSettings, at now: Timestamp
    ) -> AlertStep {
        var machine = AlertMachine(settings: settings, now: now, state: state)
        switch input {
        case .message(let message): machine.receive(message)
        case .press(let press): machine.receive(press)
        case .due(.decision(let chat)): machine.decide(for: chat)
        case .due(.step(let incident)): machine.escalate(incident)
        case .due(.unreachable(let incident)): machine.skipUnreachable(incident)
        case .due(.news(let incident)): machine.sendNews(of: incident)
        case .due(.result(let broadcast, _)): machine.reportResult(of: broadcast)
        case .ticket(let number, let question): machine.noteTicket(number, of: question)
        case .refused(let question, let reason): machine.noteRefused(question, because: reason)
        case .setAside(let chat): machine.noteSetAside(in: chat)
        case .warning(let phrase): machine.warn(phrase)
        }
        return AlertStep(state: machine.state, messages: machine.messages)
    }

    /// Returns what the bot knows after something due failed for good: another attempt comes later, but none to report a
    /// result.
    static func postpone(
        _ state: AlertState, _ due: AlertInput.Due, _ settings: AlertSettings, at now: Timestamp
    ) -> AlertStep {
        let machine = AlertMachine(settings: settings, now: now, state: state)
        var state = state
        switch due {
        case .decision(let chat): state.people[chat]?.decideBy = machine.later
        case .step(let incident), .unreachable(let incident): state.incidents[incident]?.due = machine.later
        case .news(let incident): state.news[incident]?.due = machine.later
        case .result(let broadcast, _): state.broadcasts[broadcast]?.done = now
        }
        return AlertStep(state: state, messages: [])
    }

    /// The next attempt at something that failed comes after as long as a level has to acknowledge.
    var later: Timestamp { now.adding(seconds: timing.escalation) }

    // MARK: Languages

    /// The texts for a chat: as chosen there, as configured for those on duty, as the person's Telegram speaks.
    func strings(for chat: Int64) -> AlertStrings {
        let person = state.people[chat]
        return strings(
            in: person?.language ?? schedule.person(chat)?.language ?? person?.telegramLanguage ?? settings.language)
    }

    func strings(in language: Language) -> AlertStrings {
        AlertStrings(language: language, utcOffsetMinutes: settings.night.utcOffsetMinutes)
    }

    // MARK: Sending

    /// - Parameter failure: what happens if the message cannot be queued.
    mutating func send(
        _ text: String, to chat: Int64, buttons: [[AlertButton]] = [], whenRefused failure: AlertMessage.Failure = .undo
    ) {
        messages.append(AlertMessage(chat: chat, content: .text(text, buttons: buttons), failure: failure))
    }

    /// Paragraphs in the chat's language; with the choice of what happened below them if `choosing`.
    mutating func say(
        _ phrases: [AlertPhrase], to chat: Int64, choosing: Bool = false,
        whenRefused failure: AlertMessage.Failure = .undo
    ) {
        let strings = strings(for: chat)
        send(
            phrases.map { strings[$0] }.joined(separator: "\n\n"), to: chat,
            buttons: choosing ? choices(in: strings) : [], whenRefused: failure)
    }

    mutating func say(duty phrase: DutyPhrase, to chat: Int64, whenRefused failure: AlertMessage.Failure = .undo) {
        send(strings(for: chat)[duty: phrase], to: chat, whenRefused: failure)
    }

    func choices(in strings: AlertStrings) -> [[AlertButton]] {
        [
            [AlertChoice.program, .telephony].map { AlertButton(label: strings[.choice($0)], press: .choose($0)) },
            [AlertButton(label: strings[.choice(.other)], press: .choose(.other))],
        ]
    }

    /// Ends the waiting of the person who pressed a button, with a word where there is one to say; nothing without a
    /// press.
    mutating func answer(_ press: AlertButtonPress?, _ text: String = "", isAlert: Bool = false) {
        guard let press else { return }
        messages.append(
            AlertMessage(
                chat: press.chat ?? press.sender.id, content: .answer(press.id, text, isAlert: isAlert),
                key: "answer-\(press.id)", lifetime: Self.answerLifetime))
    }

    /// Telegram takes no answer to a press much later; in seconds.
    private static let answerLifetime = 60
}
