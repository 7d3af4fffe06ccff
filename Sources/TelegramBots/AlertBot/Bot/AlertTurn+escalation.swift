import HelpdeskModels

extension AlertTurn {
    /// A page that could not be sent for so many seconds says nothing any more: the next ones do.
    private static let pageLifetime = 6 * 3600

    /// Takes the steps that are due, one for each incident: after a long pause the next one counts from now.
    func escalate() throws {
        for due in try records.dueIncidents(at: now) {
            let isDone = try alone("the next step of incident \(due.number)") {
                var incident = due
                if incident.forget(at: now) { try records.save(incident) }
                if incident.state.isPaging { try page(incident) }
            }
            if !isDone { try records.putOff(incident: due.number, until: later) }
        }
        try skipUnreachable()
    }

    /// The first page of an incident leaves in the transaction that begins it.
    func pageIfDue(_ number: Int64) throws {
        guard let incident = try records.incident(number), incident.state.isPaging, incident.step == 0,
            let due = incident.due, due <= now
        else { return }
        try page(incident)
    }

    /// One step: noted as taken, its pages queued and the next one's time set, all or nothing.
    private func page(_ incident: AlertIncident) throws {
        var incident = incident
        let step = EscalationPlan(schedule: schedule).step(incident.step, at: now)
        try records.addStep(step.index, round: incident.round, of: incident.number, at: now)
        var seen: Set<Int64> = []
        let chats = (step.people.map(\.telegram) + (step.isEveryone ? [schedule.group].compactMap(\.self) : []))
            .filter { seen.insert($0).inserted }
        var isAnybodyPaged = false
        for chat in chats {
            let isPaged = try alone("a page of incident \(incident.number) to \(chat)") {
                let strings = try strings(for: chat)
                let entry = try send(
                    pageText(incident, step, in: strings), to: chat, buttons: buttons(of: incident, in: strings),
                    key: "page-\(incident.number)-\(incident.round)-\(step.index)-\(chat)",
                    lifetime: Self.pageLifetime)
                try records.addPage(
                    to: chat, entry: entry, step: step.index, round: incident.round, of: incident.number)
            }
            if isPaged { isAnybodyPaged = true }
        }
        incident.step = step.index + 1
        // A level that nobody of could be paged is not waited for.
        incident.due = isAnybodyPaged || step.isEveryone ? later : now
        try records.save(incident)
    }

    /// A level that Telegram lets nobody of be reached is not waited for.
    private func skipUnreachable() throws {
        let plan = EscalationPlan(schedule: schedule)
        for incident in try records.openIncidents() where incident.state.isPaging && incident.step > 0 {
            let pages = try records.latestPages(of: incident)
            guard !pages.isEmpty, !plan.hasReachedEveryone(before: incident.step) else { continue }
            let allFailed = try pages.allSatisfy { entry in
                if case .failed = try outbox.outcome(of: entry) { true } else { false }
            }
            guard allFailed else { continue }
            let isDone = try alone("the next step of incident \(incident.number)") { try page(incident) }
            if !isDone { try records.putOff(incident: incident.number, until: later) }
        }
    }

    private func pageText(
        _ incident: AlertIncident, _ step: EscalationStep, in strings: AlertStrings
    ) throws -> String {
        var lines = [strings[duty: .pageTitle(incident: incident.number, kind: incident.kind, since: incident.opened)]]
        if let forgotten = incident.forgotten {
            lines.append(strings[duty: .forgotten(by: forgotten.by.name, at: forgotten.at)])
        } else if incident.state == .reopened {
            lines.append(strings[duty: .wasReopened])
        }
        let pages = try records.stepCount(of: incident)
        if pages > 1 { lines.append(strings[duty: .pagedAgain(pages: pages)]) }
        if step.isEveryone { lines.append(strings[duty: .pagedEveryone]) }
        return try (lines + reportLines(records.reports(of: incident.number), in: strings)).joined(separator: "\n")
    }

    /// Tells whoever took an incident what came in since, in one message.
    func bringNews() throws {
        for (number, told) in try records.dueNews(at: now) {
            let isDone = try alone("the news of incident \(number)") { try bringNews(of: number, since: told) }
            if !isDone { try records.putOff(newsOf: number, until: later) }
        }
    }

    private func bringNews(of number: Int64, since told: Timestamp) throws {
        guard let incident = try records.incident(number), let member = incident.acknowledged?.by else { return }
        let reports = try records.reports(of: number, changedSince: told)
        try records.setTold(number, at: now)
        guard !reports.isEmpty else { return }
        let strings = try strings(for: member.telegram)
        let lines = [strings[duty: .news(incident: number, kind: incident.kind)]]
        try send(
            (lines + reportLines(reports, in: strings)).joined(separator: "\n"), to: member.telegram,
            buttons: buttons(of: incident, in: strings))
        try sendFiles(of: number, since: told, to: member.telegram)
    }
}
