import HelpdeskModels

/// The talk with somebody who reports. Nothing in it delays paging: an incident is filed with the first choice, and the
/// other questions come afterwards.
extension AlertMachine {
    /// The most remarks that are kept of a person before the choice.
    private static let maxRemarks = 50
    /// How long the bot takes the next message for the question that Other announced, in seconds.
    static let questionTime = 900.0
    private static let serviceNameLength = 80
    /// Stands for a file in a remark.
    static let clip = "📎"

    mutating func hear(_ remark: AlertRemark, of person: inout AlertPerson) {
        switch person.dialogue {
        case .choosing(let remarks):
            if remarks.count < Self.maxRemarks { person.dialogue = .choosing(remarks: remarks + [remark]) }
        case .naming(let number):
            person.dialogue = .idle
            // Meanwhile the incident may be over, or the desk may have told the name.
            guard let report = state.reports[number], report.service?.isVerified != true,
                state.incidents[report.incident]?.state.isOpen == true
            else { return hear(remark, of: &person) }
            if remark.text.hasPrefix(Self.clip) {
                // A picture or a voice message names nothing; it belongs to the report, and the question stands.
                person.dialogue = .naming(report: number)
                state.add(remark, to: number, at: now)
                noteNews(of: report.incident)
                return say([.nameYourService], to: person.chat)
            }
            let name = CleanLine.of(remark.text, atMost: Self.serviceNameLength)
            state.reports[number]?.service = ReportedService(id: nil, name: name)
            state.reports[number]?.changed = now
            noteNews(of: report.incident)
            say([.serviceNoted(name)], to: person.chat)
        case .asking:
            keep(question: [remark], of: &person)
        case .idle:
            if let report = state.openReport(of: person.chat),
                let incident = state.incidents[report.incident]
            {
                if report.entries.count < Self.maxRemarks {
                    state.add(remark, to: report.number, at: now)
                    noteNews(of: incident.number)
                }
                say(
                    [.remarkNoted(incident: incident.number, kind: incident.kind)], to: person.chat, choosing: true)
            } else {
                person.dialogue = .choosing(remarks: [remark])
                person.decideBy = now.adding(seconds: timing.choice)
                say([.whatHappened], to: person.chat, choosing: true)
            }
        }
    }

    mutating func choose(_ choice: AlertChoice, by person: inout AlertPerson) {
        var remarks: [AlertRemark] = []
        if case .choosing(let written) = person.dialogue { remarks = written }
        if let kind = choice.incident { return file(kind, remarks, by: &person) }
        guard remarks.isEmpty else {
            return keep(question: remarks, of: &person)
        }
        person.dialogue = .asking
        person.decideBy = now.adding(seconds: Self.questionTime)
        say([.askQuestion], to: person.chat)
    }

    /// Files what was written without a choice, or stops waiting for a question that nobody asked.
    mutating func decide(for chat: Int64) {
        guard var person = state.people[chat], let time = person.decideBy, time <= now else { return }
        if case .choosing(let remarks) = person.dialogue {
            file(.unsorted, remarks, by: &person)
        } else {
            person.dialogue = .idle
            person.decideBy = nil
        }
        state.people[chat] = person
    }

    /// Keeps a question for the desk, which may be down or not know the chat yet.
    private mutating func keep(question remarks: [AlertRemark], of person: inout AlertPerson) {
        person.dialogue = .idle
        person.decideBy = nil
        let text = remarks.map(\.text).joined(separator: "\n")
        let question = AlertQuestion(
            id: state.fresh.ticket, messageID: state.fresh.message, chat: person.chat, text: text, created: now)
        state.questions[question.id] = KeptQuestion(question: question)
        var phrases: [AlertPhrase] = [
            settings.night.contains(now) ? .questionKeptForMorning(night: settings.night) : .questionKept
        ]
        if remarks.contains(where: { $0.text.hasPrefix(Self.clip) }) {
            phrases.append(.questionWithoutFile(supportBot: settings.supportBot))
        }
        if state.services[person.chat] == nil {
            phrases.append(.questionWaitsForLink(supportBot: settings.supportBot))
        }
        say(phrases, to: person.chat)
    }

    mutating func sayStatus(to chat: Int64) {
        let open = state.openIncidents.filter { $0.kind != .unsorted }
        guard !open.isEmpty else { return say([.nothingOpen], to: chat, choosing: true) }
        say(
            open.map { incident in
                incident.state.isPaging
                    ? .callingNotice(incident: incident.number, kind: incident.kind)
                    : .acknowledgedNotice(incident: incident.number, kind: incident.kind)
            }, to: chat, choosing: true)
    }

    // MARK: Questions

    /// How much of a question is shown to the person who asked it, in characters.
    private static let quotedLength = 100

    /// Tells the person that the question has become a ticket, once.
    mutating func noteTicket(_ number: Int64, of question: AlertQuestion) {
        guard state.questions[question.id]?.isWaiting == true else { return }
        state.questions[question.id]?.ticket = number
        say([.questionIsTicket(number)], to: question.chat)
    }

    /// Tells the person, once, that the desk makes no ticket of the question; `reason` is for the log.
    mutating func noteRefused(_ question: AlertQuestion, because reason: String) {
        guard state.questions[question.id]?.isWaiting == true else { return }
        state.questions[question.id]?.refusal = reason
        let beginning = CleanLine.of(question.text, atMost: Self.quotedLength)
        say([.questionRefused(beginning, supportBot: settings.supportBot)], to: question.chat)
    }

    // MARK: What goes wrong

    /// Somebody's words cannot be worked off: the person hears of it, and so do those on duty, because it may have been a
    /// report.
    mutating func noteSetAside(in chat: Int64?) {
        if let chat, chat > 0 {
            say([.setAside], to: chat, choosing: true, whenRefused: .note("a word to \(chat)"))
        }
        warn(.poison)
    }

    /// Tells the group and the first level of something that went wrong with the bot itself.
    mutating func warn(_ phrase: DutyPhrase) {
        let people = schedule.levels.first?.map(\.telegram) ?? []
        for chat in [schedule.group].compactMap(\.self) + people { say(duty: phrase, to: chat, whenRefused: .ignore) }
    }
}
