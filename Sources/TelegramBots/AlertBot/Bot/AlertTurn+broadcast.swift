import HelpdeskModels

extension AlertTurn {
    /// The words of the staff, in characters: with their heading they fit into one message.
    private static let wordLength = 3500

    func tell(_ text: String, about number: Int64, by member: StaffMember, in chat: Int64) throws {
        guard let incident = try records.incident(number) else {
            return try say(duty: .noSuchIncident(number), to: chat)
        }
        let count = try broadcast(.word, of: incident, by: member, text: String(text.prefix(Self.wordLength)))
        try say(duty: .telling(incident: number, reporters: count), to: chat)
    }

    /// Tells every chat that reported, each once and in its language; returns how many there are.
    @discardableResult
    func broadcast(
        _ kind: AlertBroadcast.Kind, of incident: AlertIncident, by member: StaffMember?, except: Int64? = nil,
        text: String = ""
    ) throws -> Int {
        let broadcast = try records.addBroadcast(
            kind, of: incident.number, by: member?.telegram ?? schedule.group ?? 0, at: now)
        var told: Set<Int64> = except.map { [$0] } ?? []
        var count = 0
        for report in try records.reports(of: incident.number) where told.insert(report.chat).inserted {
            try alone("a notice of incident \(incident.number) to \(report.chat)") {
                let strings = try strings(for: report.chat)
                let entry = try send(
                    strings[notice(kind, of: incident, text: text)], to: report.chat,
                    buttons: kind == .resolved ? stillBroken(incident, in: strings) : [])
                let name = report.service.map { "«\($0.name)»" } ?? report.reporter
                try records.addRecipient(.init(chat: report.chat, name: name, entry: entry), of: broadcast)
            }
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

    /// Tells whoever caused a broadcast how it went, once every recipient's result is known: always after words and
    /// a resolution, otherwise only if somebody was not reached.
    func reportBroadcasts() throws {
        for broadcast in try records.runningBroadcasts() {
            let isDone = try alone("the result of a notice of incident \(broadcast.incident)") {
                try reportResult(of: broadcast)
            }
            // Nobody is told the result of this one.
            if !isDone { try records.setDone(broadcast.ordinal, at: now) }
        }
    }

    private func reportResult(of broadcast: AlertBroadcast) throws {
        let outcomes = try broadcast.recipients.map { try outbox.outcome(of: $0.entry) }
        guard !outcomes.contains(.open) else { return }
        try records.setDone(broadcast.ordinal, at: now)
        let failures = zip(broadcast.recipients, outcomes).compactMap { recipient, outcome in
            if case .failed(let why) = outcome { (recipient, why) } else { nil }
        }
        let isAlwaysTold = broadcast.kind == .word || broadcast.kind == .resolved
        guard broadcast.actor != 0, !outcomes.isEmpty, isAlwaysTold || !failures.isEmpty else { return }
        let strings = try strings(for: broadcast.actor)
        let reached = outcomes.count - failures.count
        let lines =
            [strings[duty: .result(incident: broadcast.incident, reached: reached, of: outcomes.count)]]
            + failures.map { strings[duty: .notReached($0.0.name, why: $0.1)] }
        try send(lines.joined(separator: "\n"), to: broadcast.actor)
    }
}
