import HelpdeskModels

extension AlertTurn {
    /// Takes a report: it joins the open incident of its kind, reopens one that was resolved a moment ago, or begins
    /// one. Those on duty are paged in the same transaction, whatever is still to be asked.
    func file(_ kind: IncidentKind, _ remarks: [AlertRemark], by person: inout AlertPerson) throws {
        person.dialogue = .idle
        person.decideBy = nil
        if kind != .unsorted, let report = try unsortedReport(of: person.chat) {
            return try sort(report, as: kind, remarks, of: &person)
        }
        let (incident, isReopened) = try joined(kind, by: person)
        if let report = try records.openReport(of: person.chat, in: incident.number) {
            for remark in remarks { try records.addRemark(remark, to: report.number, at: now) }
            if !remarks.isEmpty { try noteNews(of: incident.number) }
            try say(
                [
                    isReopened
                        ? .received(incident: incident.number, kind: kind)
                        : .receivedAgain(incident: incident.number, kind: kind)
                ], to: person.chat)
        } else {
            let service = try records.service(of: person.chat)
            let report = try records.addReport(
                to: incident.number, by: person, service: service, remarks: remarks, at: now)
            try noteNews(of: incident.number)
            try confirm(report, in: incident, to: &person)
        }
        try pageIfDue(incident.number)
    }

    /// The incident that a report belongs to.
    private func joined(
        _ kind: IncidentKind, by person: AlertPerson
    ) throws -> (incident: AlertIncident, isReopened: Bool) {
        if let open = try records.openIncident(kind) { return (open, false) }
        if var last = try records.lastResolved(kind), last.isReopened(byReportAt: now, timing: timing),
            last.reopen(at: now)
        {
            try records.save(last)
            try broadcast(.reopened, of: last, by: nil, except: person.chat)
            return (last, true)
        }
        return (try records.addIncident(kind, at: now), false)
    }

    private func confirm(
        _ report: IncidentReport, in incident: AlertIncident, to person: inout AlertPerson
    ) throws {
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
        try say(phrases, to: person.chat, choosing: incident.kind == .unsorted)
    }

    private func unsortedReport(of chat: Int64) throws -> IncidentReport? {
        guard let report = try records.openReport(of: chat),
            try records.incident(report.incident)?.kind == .unsorted
        else { return nil }
        return report
    }

    /// A choice that came late: the report goes where it would have gone, and an incident that consists of it becomes
    /// one of that kind, so that nobody is paged twice for the same thing.
    private func sort(
        _ report: IncidentReport, as kind: IncidentKind, _ remarks: [AlertRemark], of person: inout AlertPerson
    ) throws {
        for remark in remarks { try records.addRemark(remark, to: report.number, at: now) }
        guard var unsorted = try records.incident(report.incident) else { return }
        let isAlone = try records.reportCount(of: unsorted.number) == 1
        var target = try records.openIncident(kind)
        if target == nil, isAlone {
            unsorted.kind = kind
            try records.save(unsorted)
            target = unsorted
        } else {
            let found = try target ?? records.addIncident(kind, at: now)
            try records.move(report: report.number, to: found.number, at: now)
            try records.noteChange(of: found.number)
            try noteNews(of: found.number)
            if isAlone {
                unsorted.merge(into: found.number, by: StaffMember(telegram: person.chat, name: person.name), at: now)
                try records.save(unsorted)
            }
            target = found
        }
        guard let target, let report = try records.report(numbered: report.number) else { return }
        try confirm(report, in: target, to: &person)
        try pageIfDue(target.number)
    }

    /// Whoever took the incident is to hear of something new in a while, together with what else comes.
    func noteNews(of incident: Int64) throws {
        guard try records.incident(incident)?.state == .acknowledged else { return }
        try records.setNews(incident, at: now.adding(seconds: timing.news))
    }
}
