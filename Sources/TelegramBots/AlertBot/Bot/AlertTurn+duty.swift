import HelpdeskModels

extension AlertTurn {
    /// A command of somebody on the duty list, answered in the chat it came from.
    func obey(_ command: AlertCommand, by member: StaffMember, in chat: Int64) throws {
        switch command {
        case .onDuty: try sendDuty(to: chat)
        case .incidents:
            let open = try records.openIncidents()
            if open.isEmpty { try say(duty: .noIncidents, to: chat) }
            for incident in open { try sendDetails(incident, to: chat) }
        case .incident(let number):
            guard let incident = try records.incident(number) else {
                return try say(duty: .noSuchIncident(number), to: chat)
            }
            try sendDetails(incident, to: chat)
            try sendFiles(of: number, to: chat)
        case .merge(let number, let other): try merge(number, into: other, by: member, in: chat)
        case .split(let report): try split(report, by: member, in: chat)
        case .tell(let number, let text): try tell(text, about: number, by: member, in: chat)
        case .incomplete(let name): try say(duty: .usage(name), to: chat)
        case .start, .help, .language: try say(duty: .help, to: chat)
        case .status: try sayStatus(to: chat)
        case .unknown: try say([.unknownCommand], to: chat)
        }
    }

    /// A button of somebody on the duty list.
    func act(
        _ action: AlertPress, by member: StaffMember, in chat: Int64, press: AlertButtonPress
    ) throws {
        let number: Int64
        switch action {
        case .acknowledge(let incident), .resolve(let incident), .reopen(let incident): number = incident
        case .choose, .speak: return try answer(press)
        }
        let strings = try strings(for: member.telegram)
        guard var incident = try current(number) else {
            return try answer(press, strings[duty: .noSuchIncident(number)], isAlert: true)
        }
        switch action {
        case .acknowledge:
            switch incident.acknowledge(by: member, at: now, timing: timing) {
            case .taken: try noteTaken(incident, by: member, in: chat, press: press)
            case .alreadyTaken(let other) where other.telegram == member.telegram:
                try answer(press, strings[duty: .alreadyYours(incident.number)])
            case .alreadyTaken(let other):
                try answer(
                    press, strings[duty: .alreadyTaken(incident: incident.number, by: other.name)], isAlert: true)
            case .alreadyResolved:
                try answer(press, strings[duty: .alreadyResolved(incident.number)], isAlert: true)
            }
        case .resolve:
            guard incident.resolve(by: member, at: now) else {
                return try answer(press, strings[duty: .alreadyResolved(incident.number)], isAlert: true)
            }
            try noteResolved(incident, by: member, in: chat, press: press)
        case .reopen:
            guard incident.reopen(at: now) else {
                return try answer(press, strings[duty: .notResolved(incident.number)], isAlert: true)
            }
            try answer(press)
            try records.save(incident)
            try tellPaged(.reopened(incident: incident.number, by: member.name), of: incident)
            try broadcast(.reopened, of: incident, by: member)
            try pageIfDue(incident.number)
        case .choose, .speak: try answer(press)
        }
    }

    /// The incident, or the one that took over its reports: the buttons of old messages still work.
    private func current(_ number: Int64) throws -> AlertIncident? {
        var incident = try records.incident(number)
        var seen: Set<Int64> = [number]
        while let next = incident?.mergedInto, seen.insert(next).inserted { incident = try records.incident(next) }
        return incident
    }

    private func noteTaken(
        _ incident: AlertIncident, by member: StaffMember, in chat: Int64, press: AlertButtonPress
    ) throws {
        try records.save(incident)
        try records.setTold(incident.number, at: now)
        let strings = try strings(for: chat)
        try answer(press, strings[duty: .youTook(incident.number)])
        let buttons = buttons(of: incident, in: strings)
        try send(
            strings[duty: .youTook(incident.number)] + "\n\n" + details(incident, in: strings), to: chat,
            buttons: buttons)
        try tellPaged(.taken(incident: incident.number, by: member.name), of: incident, except: chat)
        try sendFiles(of: incident.number, to: chat)
        // A second acknowledgement of the same outage is no news to those who reported.
        if incident.forgotten == nil { try broadcast(.acknowledged, of: incident, by: member) }
    }

    private func noteResolved(
        _ incident: AlertIncident, by member: StaffMember, in chat: Int64, press: AlertButtonPress
    ) throws {
        try records.save(incident)
        let count = try broadcast(.resolved, of: incident, by: member)
        let strings = try strings(for: chat)
        let text = strings[duty: .youResolved(incident.number, reporters: count)]
        try answer(press, text)
        try send(text, to: chat, buttons: buttons(of: incident, in: strings))
        try tellPaged(.resolved(incident: incident.number, by: member.name), of: incident, except: chat)
    }

    /// Everyone who was paged hears that it is settled, so that nobody gets up for nothing.
    func tellPaged(_ phrase: DutyPhrase, of incident: AlertIncident, except chat: Int64? = nil) throws {
        for paged in try records.pagedChats(of: incident.number) where paged != chat {
            try alone("a word on incident \(incident.number) to \(paged)") { try say(duty: phrase, to: paged) }
        }
    }
}
