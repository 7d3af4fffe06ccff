import HelpdeskModels

extension AlertMachine {
    /// A page that could not be sent for so many seconds says nothing any more: the next ones do.
    private static let pageLifetime = 6 * 3600

    /// Takes the step that is due: after a long pause the next one counts from now.
    mutating func escalate(_ number: Int64) {
        guard var incident = state.incidents[number], incident.state.isOpen, let due = incident.due, due <= now else {
            return
        }
        if incident.forget(at: now) { state.save(incident) }
        if incident.state.isPaging { page(incident) }
    }

    /// The first page of an incident belongs to the step that begins it.
    mutating func pageIfDue(_ number: Int64) {
        guard let incident = state.incidents[number], incident.state.isPaging, incident.step == 0,
            let due = incident.due, due <= now
        else { return }
        page(incident)
    }

    /// One step: noted as taken, its pages sent and the next one's time set, all or nothing.
    private mutating func page(_ incident: AlertIncident) {
        var incident = incident
        let step = EscalationPlan(schedule: schedule).step(incident.step, at: now)
        let taken = StepTaken(incident: incident.number, round: incident.round, step: step.index)
        state.steps.append(taken)
        var seen: Set<Int64> = []
        let chats = (step.people.map(\.telegram) + (step.isEveryone ? [schedule.group].compactMap(\.self) : []))
            .filter { seen.insert($0).inserted }
        for chat in chats {
            let strings = strings(for: chat)
            messages.append(
                AlertMessage(
                    chat: chat,
                    content: .text(
                        pageText(incident, step, in: strings), buttons: buttons(of: incident, in: strings)),
                    key: "page-\(incident.number)-\(incident.round)-\(step.index)-\(chat)",
                    lifetime: Self.pageLifetime, record: .page(taken),
                    failure: .note("a page of incident \(incident.number) to \(chat)")))
            state.pages.append(AlertPage(step: taken, chat: chat, outcome: .open))
        }
        incident.step = step.index + 1
        incident.due = later
        state.save(incident)
    }

    /// A level nobody of which can be reached, or could even be sent a page, is not waited for.
    mutating func skipUnreachable(_ number: Int64) {
        guard let incident = state.incidents[number], state.isUnreachable(incident),
            !EscalationPlan(schedule: schedule).hasReachedEveryone(before: incident.step)
        else { return }
        page(incident)
    }

    private func pageText(_ incident: AlertIncident, _ step: EscalationStep, in strings: AlertStrings) -> String {
        var lines = [strings[duty: .pageTitle(incident: incident.number, kind: incident.kind, since: incident.opened)]]
        if let forgotten = incident.forgotten {
            lines.append(strings[duty: .forgotten(by: forgotten.by.name, at: forgotten.at)])
        } else if incident.state == .reopened {
            lines.append(strings[duty: .wasReopened])
        }
        let pages = state.stepCount(of: incident)
        if pages > 1 { lines.append(strings[duty: .pagedAgain(pages: pages)]) }
        if step.isEveryone { lines.append(strings[duty: .pagedEveryone]) }
        return (lines + reportLines(state.reports(of: incident.number), in: strings)).joined(separator: "\n")
    }

    /// The person who took an incident is to hear of something new in a while, together with what else comes; sooner if
    /// that was arranged before.
    mutating func noteNews(of incident: Int64) {
        guard state.incidents[incident]?.state == .acknowledged, var news = state.news[incident] else { return }
        let due = now.adding(seconds: timing.news)
        news.due = min(news.due ?? due, due)
        state.news[incident] = news
    }

    /// Tells the person who took an incident what came in since, in one message.
    mutating func sendNews(of number: Int64) {
        guard let incident = state.incidents[number], let member = incident.acknowledged?.by,
            let seen = state.news[number]?.seen
        else { return }
        let reports = state.reports(of: number, changedSince: seen)
        noteSeen(number)
        guard !reports.isEmpty else { return }
        let strings = strings(for: member.telegram)
        let lines = [strings[duty: .news(incident: number, kind: incident.kind)]]
        send(
            (lines + reportLines(reports, in: strings)).joined(separator: "\n"), to: member.telegram,
            buttons: buttons(of: incident, in: strings))
        sendFiles(of: number, since: seen, to: member.telegram)
    }

    /// The person who took the incident has now seen all reports.
    mutating func noteSeen(_ incident: Int64) {
        state.news[incident]?.seen = now
        state.news[incident]?.due = nil
    }
}
