import HelpdeskModels

extension AlertTurn {
    /// The reports of one open incident join another. Nobody who reported is told: nothing has changed for them.
    func merge(_ number: Int64, into other: Int64, by member: StaffMember, in chat: Int64) throws {
        guard var incident = try records.incident(number), let target = try records.incident(other),
            incident.state.isOpen, target.state.isOpen
        else { return try say(duty: .cannotMerge(number, into: other), to: chat) }
        try records.moveReports(of: number, to: other, at: now)
        incident.merge(into: other, by: member, at: now)
        try records.save(incident)
        try records.noteChange(of: other)
        try noteNews(of: other)
        let chats = Set(try records.pagedChats(of: number) + [chat]).sorted()
        for paged in chats {
            try alone("a word on incident \(number) to \(paged)") {
                try say(duty: .merged(number, into: other, by: member.name), to: paged)
            }
        }
    }

    /// A report leaves for an incident of its own. Whoever splits it knows of it, so that it begins acknowledged and
    /// pages again only if it is forgotten.
    func split(_ number: Int64, by member: StaffMember, in chat: Int64) throws {
        guard let report = try records.report(numbered: number), let from = try records.incident(report.incident),
            from.state.isOpen, try records.reportCount(of: from.number) > 1
        else { return try say(duty: .cannotSplit(number), to: chat) }
        var incident = try records.addIncident(from.kind, at: now)
        _ = incident.acknowledge(by: member, at: now, timing: timing)
        try records.save(incident)
        try records.move(report: number, to: incident.number, at: now)
        try records.noteChange(of: from.number)
        try say(
            duty: .split(report: number, from: from.number, into: incident.number, by: member.name), to: chat)
        try sendDetails(incident, to: chat)
    }
}
