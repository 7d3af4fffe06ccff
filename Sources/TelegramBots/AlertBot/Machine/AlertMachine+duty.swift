import HelpdeskModels

extension AlertMachine {
    /// A command of somebody on the duty list, answered in the chat it came from.
    mutating func obey(_ command: AlertCommand, by member: StaffMember, in chat: Int64) {
        switch command {
        case .onDuty: sendDuty(to: chat)
        case .incidents:
            let open = state.openIncidents
            if open.isEmpty { say(duty: .noIncidents, to: chat) }
            for incident in open { sendDetails(incident, to: chat) }
        case .incident(let number):
            guard let incident = state.incidents[number] else {
                return say(duty: .noSuchIncident(number), to: chat)
            }
            sendDetails(incident, to: chat)
            sendFiles(of: number, to: chat)
        case .merge(let number, let other): merge(number, into: other, by: member, in: chat)
        case .split(let report): split(report, by: member, in: chat)
        case .tell(let number, let text): tell(text, about: number, by: member, in: chat)
        case .incomplete(let name): say(duty: .usage(name), to: chat)
        case .start, .help, .language: say(duty: .help, to: chat)
        case .status: sayStatus(to: chat)
        case .unknown: say([.unknownCommand], to: chat)
        }
    }

    /// A button of somebody on the duty list.
    mutating func act(
        _ action: AlertPress, by member: StaffMember, in chat: Int64, press: AlertButtonPress
    ) {
        let number: Int64
        switch action {
        case .acknowledge(let incident), .resolve(let incident), .reopen(let incident): number = incident
        case .choose, .speak: return answer(press)
        }
        let strings = strings(for: member.telegram)
        guard var incident = current(number) else {
            return answer(press, strings[duty: .noSuchIncident(number)], isAlert: true)
        }
        switch action {
        case .acknowledge:
            switch incident.acknowledge(by: member, at: now, timing: timing) {
            case .taken: noteTaken(incident, by: member, in: chat, press: press)
            case .alreadyTaken(let other) where other.telegram == member.telegram:
                answer(press, strings[duty: .alreadyYours(incident.number)])
            case .alreadyTaken(let other):
                answer(
                    press, strings[duty: .alreadyTaken(incident: incident.number, by: other.name)], isAlert: true)
            case .alreadyResolved:
                answer(press, strings[duty: .alreadyResolved(incident.number)], isAlert: true)
            }
        case .resolve:
            guard incident.resolve(by: member, at: now) else {
                return answer(press, strings[duty: .alreadyResolved(incident.number)], isAlert: true)
            }
            noteResolved(incident, by: member, in: chat, press: press)
        case .reopen:
            guard incident.reopen(at: now) else {
                return answer(press, strings[duty: .notResolved(incident.number)], isAlert: true)
            }
            answer(press)
            state.save(incident)
            tellPaged(.reopened(incident: incident.number, by: member.name), of: incident)
            broadcast(.reopened, of: incident, by: member)
            pageIfDue(incident.number)
        case .choose, .speak: answer(press)
        }
    }

    /// The incident, or the one that took over its reports: the buttons of old messages still work.
    private func current(_ number: Int64) -> AlertIncident? {
        var incident = state.incidents[number]
        var seen: Set<Int64> = [number]
        while let next = incident?.mergedInto, seen.insert(next).inserted { incident = state.incidents[next] }
        return incident
    }

    private mutating func noteTaken(
        _ incident: AlertIncident, by member: StaffMember, in chat: Int64, press: AlertButtonPress
    ) {
        state.save(incident)
        noteSeen(incident.number)
        let strings = strings(for: chat)
        answer(press, strings[duty: .youTook(incident.number)])
        let buttons = buttons(of: incident, in: strings)
        send(
            strings[duty: .youTook(incident.number)] + "\n\n" + details(incident, in: strings), to: chat,
            buttons: buttons)
        tellPaged(.taken(incident: incident.number, by: member.name), of: incident, except: chat)
        sendFiles(of: incident.number, to: chat)
        // A second acknowledgement of the same outage is no news to those who reported.
        if incident.forgotten == nil { broadcast(.acknowledged, of: incident, by: member) }
    }

    private mutating func noteResolved(
        _ incident: AlertIncident, by member: StaffMember, in chat: Int64, press: AlertButtonPress
    ) {
        state.save(incident)
        let count = broadcast(.resolved, of: incident, by: member)
        let strings = strings(for: chat)
        let text = strings[duty: .youResolved(incident.number, reporters: count)]
        answer(press, text)
        send(text, to: chat, buttons: buttons(of: incident, in: strings))
        tellPaged(.resolved(incident: incident.number, by: member.name), of: incident, except: chat)
    }

    /// Everyone who was paged hears that it is settled, so that nobody gets up for nothing.
    mutating func tellPaged(_ phrase: DutyPhrase, of incident: AlertIncident, except chat: Int64? = nil) {
        for paged in state.pagedChats(of: incident.number) where paged != chat {
            say(duty: phrase, to: paged, whenRefused: .note("a word on incident \(incident.number) to \(paged)"))
        }
    }

    // MARK: Merging

    /// The reports of one open incident join another. Nobody who reported is told: nothing has changed for them.
    mutating func merge(_ number: Int64, into other: Int64, by member: StaffMember, in chat: Int64) {
        guard var incident = state.incidents[number], let target = state.incidents[other],
            incident.state.isOpen, target.state.isOpen
        else { return say(duty: .cannotMerge(number, into: other), to: chat) }
        for report in state.reports(of: number) { state.move(report: report.number, to: other, at: now) }
        incident.merge(into: other, by: member, at: now)
        state.save(incident)
        state.noteChange(of: other)
        noteNews(of: other)
        let chats = Set(state.pagedChats(of: number) + [chat]).sorted()
        for paged in chats {
            say(
                duty: .merged(number, into: other, by: member.name), to: paged,
                whenRefused: .note("a word on incident \(number) to \(paged)"))
        }
    }

    /// A report leaves for an incident of its own. The person who splits it knows of it, so it begins acknowledged
    /// and pages again only if it is forgotten.
    mutating func split(_ number: Int64, by member: StaffMember, in chat: Int64) {
        guard let report = state.reports[number], let from = state.incidents[report.incident],
            from.state.isOpen, state.reports(of: from.number).count > 1
        else { return say(duty: .cannotSplit(number), to: chat) }
        var incident = state.addIncident(from.kind, at: now)
        _ = incident.acknowledge(by: member, at: now, timing: timing)
        state.save(incident)
        state.move(report: number, to: incident.number, at: now)
        state.noteChange(of: from.number)
        say(
            duty: .split(report: number, from: from.number, into: incident.number, by: member.name), to: chat)
        sendDetails(incident, to: chat)
    }
}
