import HelpdeskModels

extension AlertMachine {
    /// The words of the staff, in characters: with their heading they fit into one message.
    private static let wordLength = 3500

    mutating func tell(_ text: String, about number: Int64, by member: StaffMember, in chat: Int64) {
        guard let incident = state.incidents[number] else {
            return say(duty: .noSuchIncident(number), to: chat)
        }
        let count = broadcast(.word, of: incident, by: member, text: String(text.prefix(Self.wordLength)))
        say(duty: .telling(incident: number, reporters: count), to: chat)
    }

    /// Tells every chat that reported, each once and in its language; returns how many there are.
    @discardableResult
    mutating func broadcast(
        _ kind: AlertBroadcast.Kind, of incident: AlertIncident, by member: StaffMember?, except: Int64? = nil,
        text: String = ""
    ) -> Int {
        state.lastBroadcast += 1
        let broadcast = AlertBroadcast(
            ordinal: state.lastBroadcast, incident: incident.number, kind: kind,
            actor: member?.telegram ?? schedule.group ?? 0, created: now)
        state.broadcasts[broadcast.ordinal] = broadcast
        var reached: Set<Int64> = except.map { [$0] } ?? []
        var count = 0
        for report in state.reports(of: incident.number) where report.chat != 0 && reached.insert(report.chat).inserted
        {
            let strings = strings(for: report.chat)
            let name = report.service.map { "«\($0.name)»" } ?? report.reporter
            messages.append(
                AlertMessage(
                    chat: report.chat,
                    content: .text(
                        strings[notice(kind, of: incident, text: text)],
                        buttons: kind == .resolved ? stillBroken(incident, in: strings) : []),
                    record: .notice(broadcast: broadcast.ordinal, name: name),
                    failure: .note("a notice of incident \(incident.number) to \(report.chat)")))
            count += 1
        }
        return count
    }

    private func notice(_ kind: AlertBroadcast.Kind, of incident: AlertIncident, text: String) -> AlertPhrase {
        switch kind {
        case .acknowledged: .acknowledgedNotice(incident: incident.number, kind: incident.kind)
        case .resolved: .resolvedNotice(incident: incident.number, kind: incident.kind)
        case .reopened: .reopenedNotice(incident: incident.number, kind: incident.kind)
        case .word: .staffSays(incident: incident.number, kind: incident.kind, text: text)
        }
    }

    private func stillBroken(_ incident: AlertIncident, in strings: AlertStrings) -> [[AlertButton]] {
        switch incident.kind {
        case .program: [[AlertButton(label: strings[.stillBroken], press: .choose(.program))]]
        case .telephony: [[AlertButton(label: strings[.stillBroken], press: .choose(.telephony))]]
        case .unsorted: choices(in: strings)
        }
    }

    /// Tells the person who caused a broadcast how it went, once every recipient's result is known: always after words
    /// and a resolution, otherwise only if somebody was not reached.
    mutating func reportResult(of ordinal: Int64) {
        guard var broadcast = state.broadcasts[ordinal], broadcast.done == nil else { return }
        let recipients = broadcast.recipients
        guard recipients.allSatisfy({ $0.outcome != .open }) else { return }
        broadcast.done = now
        state.broadcasts[ordinal] = broadcast
        let failures = recipients.compactMap { recipient in
            if case .failed(let why) = recipient.outcome { (name: recipient.name, why: why) } else { nil }
        }
        let isAlwaysReported = broadcast.kind == .word || broadcast.kind == .resolved
        guard broadcast.actor != 0, !recipients.isEmpty, isAlwaysReported || !failures.isEmpty else { return }
        let strings = strings(for: broadcast.actor)
        let reached = recipients.count - failures.count
        let lines =
            [strings[duty: .result(incident: broadcast.incident, reached: reached, of: recipients.count)]]
            + failures.map { strings[duty: .notReached($0.name, why: $0.why)] }
        send(lines.joined(separator: "\n"), to: broadcast.actor)
    }
}
