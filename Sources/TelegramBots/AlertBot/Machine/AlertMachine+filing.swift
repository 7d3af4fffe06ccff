import HelpdeskModels

extension AlertMachine {
    /// Takes a report: it joins the open incident of its kind, reopens one that was resolved a moment ago, or begins
    /// one. Those on duty are paged in the same step, whatever is still to be asked.
    mutating func file(_ kind: IncidentKind, _ remarks: [AlertRemark], by person: inout AlertPerson) {
        person.dialogue = .idle
        person.decideBy = nil
        if kind != .unsorted, let report = unsortedReport(of: person.chat) {
            return sort(report, as: kind, remarks, of: &person)
        }
        let (incident, isReopened) = joined(kind, by: person)
        if let report = state.openReport(of: person.chat, in: incident.number) {
            for remark in remarks { state.add(remark, to: report.number, at: now) }
            if !remarks.isEmpty { noteNews(of: incident.number) }
            say(
                [
                    isReopened
                        ? .received(incident: incident.number, kind: kind)
                        : .receivedAgain(incident: incident.number, kind: kind)
                ], to: person.chat)
        } else {
            let report = state.addReport(to: incident.number, by: person, remarks: remarks, at: now)
            noteNews(of: incident.number)
            confirm(report, in: incident, to: &person)
        }
        pageIfDue(incident.number)
    }

    /// The incident that a report belongs to.
    private mutating func joined(
        _ kind: IncidentKind, by person: AlertPerson
    ) -> (incident: AlertIncident, isReopened: Bool) {
        if let open = state.openIncident(kind) { return (open, false) }
        if var last = state.lastResolved(kind), last.isReopened(byReportAt: now, timing: timing),
            last.reopen(at: now)
        {
            state.save(last)
            broadcast(.reopened, of: last, by: nil, except: person.chat)
            return (last, true)
        }
        return (state.addIncident(kind, at: now), false)
    }

    private mutating func confirm(
        _ report: IncidentReport, in incident: AlertIncident, to person: inout AlertPerson
    ) {
        var phrases: [AlertPhrase] = [
            incident.kind == .unsorted
                ? .receivedWithoutChoice(incident: incident.number)
                : incident.state.isPaging
                    ? .received(incident: incident.number, kind: incident.kind)
                    : .receivedTaken(incident: incident.number, kind: incident.kind)
        ]
        if report.service == nil {
            person.dialogue = .naming(report: report.number)
            phrases.append(.nameYourService)
        } else if report.remarks.isEmpty {
            phrases.append(.describe)
        }
        say(phrases, to: person.chat, choosing: incident.kind == .unsorted)
    }

    private func unsortedReport(of chat: Int64) -> IncidentReport? {
        guard let report = state.openReport(of: chat),
            state.incidents[report.incident]?.kind == .unsorted
        else { return nil }
        return report
    }

    /// A choice that came late: the report goes where it would have gone, and an incident that consists of it becomes
    /// one of that kind, so that nobody is paged twice for the same thing.
    private mutating func sort(
        _ report: IncidentReport, as kind: IncidentKind, _ remarks: [AlertRemark], of person: inout AlertPerson
    ) {
        for remark in remarks { state.add(remark, to: report.number, at: now) }
        guard var unsorted = state.incidents[report.incident] else { return }
        let isAlone = state.reports(of: unsorted.number).count == 1
        var target = state.openIncident(kind)
        if target == nil, isAlone {
            unsorted.kind = kind
            state.save(unsorted)
            target = unsorted
        } else {
            let found = target ?? state.addIncident(kind, at: now)
            state.move(report: report.number, to: found.number, at: now)
            state.noteChange(of: found.number)
            noteNews(of: found.number)
            if isAlone {
                unsorted.merge(into: found.number, by: StaffMember(telegram: person.chat, name: person.name), at: now)
                state.save(unsorted)
            }
            target = found
        }
        guard let target, let report = state.reports[report.number] else { return }
        confirm(report, in: target, to: &person)
        pageIfDue(target.number)
    }
}
