import HelpdeskModels

/// The talk with somebody who reports. Nothing in it delays paging: an incident is filed with the first choice, and the
/// rest is asked afterwards.
extension AlertTurn {
    /// How many remarks a person may write before the choice; what comes then is not kept.
    private static let remarkCount = 50
    /// How long the bot takes the next message for the question that Other announced, in seconds.
    static let questionTime = 900.0
    private static let serviceNameLength = 80
    /// Stands for a file in a remark.
    static let clip = "📎"

    func hear(_ remark: AlertRemark, of person: inout AlertPerson) throws {
        switch person.dialogue {
        case .choosing(let remarks):
            if remarks.count < Self.remarkCount { person.dialogue = .choosing(remarks: remarks + [remark]) }
        case .naming(let number):
            person.dialogue = .idle
            // Meanwhile the incident may be over, or the desk may have told the name.
            guard let report = try records.report(numbered: number), report.service?.isVerified != true,
                try records.incident(report.incident)?.state.isOpen == true
            else { return try hear(remark, of: &person) }
            if remark.text.hasPrefix(Self.clip) {
                // A picture or a voice message names nothing; it belongs to the report, and the question stands.
                person.dialogue = .naming(report: number)
                try records.addRemark(remark, to: number, at: now)
                try noteNews(of: report.incident)
                return try say([.nameYourService], to: person.chat)
            }
            let name = CleanLine.of(remark.text, atMost: Self.serviceNameLength)
            try records.setService(ReportedService(id: nil, name: name), ofReport: number, at: now)
            try noteNews(of: report.incident)
            try say([.serviceNoted(name)], to: person.chat)
        case .asking:
            try keep(question: [remark], of: &person)
        case .idle:
            if let report = try records.openReport(of: person.chat),
                let incident = try records.incident(report.incident)
            {
                if report.remarks.count < Self.remarkCount {
                    try records.addRemark(remark, to: report.number, at: now)
                    try noteNews(of: incident.number)
                }
                try say(
                    [.remarkNoted(incident: incident.number, kind: incident.kind)], to: person.chat, choosing: true)
            } else {
                person.dialogue = .choosing(remarks: [remark])
                person.decideBy = now.adding(seconds: timing.choice)
                try say([.whatHappened], to: person.chat, choosing: true)
            }
        }
    }

    func choose(_ choice: AlertChoice, by person: inout AlertPerson) throws {
        var remarks: [AlertRemark] = []
        if case .choosing(let written) = person.dialogue { remarks = written }
        if let kind = choice.incident { return try file(kind, remarks, by: &person) }
        guard remarks.isEmpty else {
            return try keep(question: remarks, of: &person)
        }
        person.dialogue = .asking
        person.decideBy = now.adding(seconds: Self.questionTime)
        try say([.askQuestion], to: person.chat)
    }

    /// Files what was written without a choice, and stops waiting for a question that nobody asked.
    func decideForUndecided() throws {
        for undecided in try records.undecided(at: now) {
            let isDone = try alone("what \(undecided.chat) wrote") {
                var person = undecided
                if case .choosing(let remarks) = person.dialogue {
                    try file(.unsorted, remarks, by: &person)
                } else {
                    person.dialogue = .idle
                    person.decideBy = nil
                }
                try records.save(person)
            }
            if !isDone { try records.putOff(decisionOf: undecided.chat, until: later) }
        }
    }

    /// Keeps a question for the desk, which may be down or not know the chat yet.
    private func keep(question remarks: [AlertRemark], of person: inout AlertPerson) throws {
        person.dialogue = .idle
        person.decideBy = nil
        let text = remarks.map(\.text).joined(separator: "\n")
        try records.add(
            AlertQuestion(id: .make(at: now), messageID: .make(at: now), chat: person.chat, text: text, created: now))
        var phrases: [AlertPhrase] = [
            settings.night.contains(now) ? .questionKeptForMorning(night: settings.night) : .questionKept
        ]
        if remarks.contains(where: { $0.text.hasPrefix(Self.clip) }) {
            phrases.append(.questionWithoutFile(supportBot: settings.supportBot))
        }
        if try records.service(of: person.chat) == nil {
            phrases.append(.questionWaitsForLink(supportBot: settings.supportBot))
        }
        try say(phrases, to: person.chat)
    }

    func sayStatus(to chat: Int64) throws {
        let open = try records.openIncidents().filter { $0.kind != .unsorted }
        guard !open.isEmpty else { return try say([.nothingOpen], to: chat, choosing: true) }
        try say(
            open.map { incident in
                incident.state.isPaging
                    ? .callingNotice(incident: incident.number, kind: incident.kind)
                    : .acknowledgedNotice(incident: incident.number, kind: incident.kind)
            }, to: chat, choosing: true)
    }
}
