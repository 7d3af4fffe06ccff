import Foundation
import HelpdeskModels
import SQLDatabase

/// Writes the result of a step: records that differ from before, and messages.
extension AlertRecords {
    func write(_ step: AlertStep, since before: AlertState, at now: Timestamp) throws {
        let after = step.state
        // The new ones first: others may refer to them.
        let numbers = after.incidents.keys.sorted { left, right in
            let (isOld, isOther) = (before.incidents[left] != nil, before.incidents[right] != nil)
            return isOld == isOther ? left < right : isOther
        }
        for number in numbers {
            guard let incident = after.incidents[number], let news = after.news[number],
                incident != before.incidents[number] || news != before.news[number]
            else { continue }
            try write(incident, news)
        }
        for (number, report) in after.reports.sorted(by: { $0.key < $1.key }) where report != before.reports[number] {
            try write(report, entries: report.entries.dropFirst(before.reports[number]?.entries.count ?? 0))
        }
        for (chat, person) in after.people where person != before.people[chat] { try write(person) }
        for (id, question) in after.questions where question != before.questions[id] { try write(question) }
        for (ordinal, broadcast) in after.broadcasts where broadcast != before.broadcasts[ordinal] {
            try write(broadcast)
        }
        for taken in after.steps.dropFirst(before.steps.count) { try write(taken, at: now) }
        for message in step.messages { try send(message, at: now) }
    }

    // MARK: Records

    private func write(_ incident: AlertIncident, _ news: IncidentNews) throws {
        try db.execute(
            """
            INSERT INTO alert_incident(
                number, id, kind, state, opened, acknowledged, acknowledged_by, acknowledged_name, resolved,
                resolved_by, resolved_name, merged_into, round, step, due, forgotten_by, forgotten_at, told, news,
                revision)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (number) DO UPDATE SET kind = excluded.kind, state = excluded.state,
                acknowledged = excluded.acknowledged, acknowledged_by = excluded.acknowledged_by,
                acknowledged_name = excluded.acknowledged_name, resolved = excluded.resolved,
                resolved_by = excluded.resolved_by, resolved_name = excluded.resolved_name,
                merged_into = excluded.merged_into, round = excluded.round, step = excluded.step,
                due = excluded.due, forgotten_by = excluded.forgotten_by, forgotten_at = excluded.forgotten_at,
                told = excluded.told, news = excluded.news, revision = excluded.revision
            """, incident.number, incident.id, incident.kind.rawValue, incident.state.rawValue,
            incident.opened, incident.acknowledged?.at,
            incident.acknowledged?.by.telegram, incident.acknowledged?.by.name, incident.resolved?.at,
            incident.resolved?.by.telegram, incident.resolved?.by.name, incident.mergedInto, incident.round,
            incident.step, incident.due, incident.forgotten?.by.name,
            incident.forgotten?.at, news.seen, news.due, news.revision)
    }

    private func write(_ report: IncidentReport, entries: ArraySlice<IncidentReport.Entry>) throws {
        try db.execute(
            """
            INSERT INTO alert_report(number, incident, chat, reporter, service, service_name, created, changed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (number) DO UPDATE SET incident = excluded.incident, service = excluded.service,
                service_name = excluded.service_name, changed = excluded.changed
            """, report.number, report.incident, report.chat, report.reporter, report.service?.id?.rawValue,
            report.service?.name, report.created, report.changed)
        for entry in entries {
            try db.execute(
                "INSERT INTO alert_remark(report, text, file_kind, file, created) VALUES (?, ?, ?, ?, ?)",
                report.number, entry.remark.text, entry.remark.file?.kind.rawValue, entry.remark.file?.id,
                entry.at)
        }
    }

    private func write(_ person: AlertPerson) throws {
        let dialogue = try JSONEncoder().encode(person.dialogue)
        try db.execute(
            """
            INSERT INTO alert_person(chat, name, telegram_language, language, dialogue, decide_by)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (chat) DO UPDATE SET name = excluded.name, telegram_language = excluded.telegram_language,
                language = excluded.language, dialogue = excluded.dialogue, decide_by = excluded.decide_by
            """, person.chat, person.name, person.telegramLanguage?.rawValue, person.language?.rawValue,
            String(decoding: dialogue, as: UTF8.self), person.decideBy)
    }

    private func write(_ kept: KeptQuestion) throws {
        let question = kept.question
        try db.execute(
            """
            INSERT INTO alert_question(id, message, chat, text, created, ticket, refused)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET ticket = excluded.ticket, refused = excluded.refused
            """, question.id, question.messageID, question.chat, question.text,
            question.created, kept.ticket, kept.refusal)
    }

    private func write(_ broadcast: AlertBroadcast) throws {
        try db.execute(
            """
            INSERT INTO alert_broadcast(ordinal, incident, kind, actor, created, done) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (ordinal) DO UPDATE SET done = excluded.done
            """, broadcast.ordinal, broadcast.incident, broadcast.kind.rawValue, broadcast.actor,
            broadcast.created, broadcast.done)
    }

    /// Throws a constraint error if the step was taken before.
    private func write(_ taken: StepTaken, at time: Timestamp) throws {
        try db.execute(
            "INSERT INTO alert_step(incident, round, step, at) VALUES (?, ?, ?, ?)", taken.incident, taken.round,
            taken.step, time)
    }

    // MARK: Messages

    /// Queues a message behind those for the same chat: it leaves if, and only if, the transaction commits.
    private func send(_ message: AlertMessage, at now: Timestamp) throws {
        switch message.failure {
        case .undo: try queue(message, at: now)
        case .note(let part): try alone(part, at: now) { try queue(message, at: now) }
        case .ignore: _ = try db.permanentFailure { try queue(message, at: now) }
        }
    }

    private func queue(_ message: AlertMessage, at now: Timestamp) throws {
        // What was queued before has its record.
        guard let entry = try db.queue(message.calls, at: now).last else { return }
        switch message.record {
        case .page(let step):
            try db.execute(
                "INSERT INTO alert_page(incident, round, step, chat, entry) VALUES (?, ?, ?, ?, ?)", step.incident,
                step.round, step.step, message.chat, entry)
        case .notice(let broadcast, let name):
            try db.execute(
                "INSERT INTO alert_recipient(broadcast, chat, name, entry) VALUES (?, ?, ?, ?)", broadcast,
                message.chat, name, entry)
        case nil: break
        }
    }

    // MARK: One of several

    /// Does something for one of several people or incidents, wholly or not at all; returns whether it is done. A
    /// permanent failure is noted, for the log and those on duty.
    @discardableResult
    func alone(_ part: String, at now: Timestamp, _ body: () throws -> Void) throws -> Bool {
        guard let failure = try db.permanentFailure(body) else { return true }
        try db.note(.fault(part: part, reason: FailureKind.name(of: failure)), at: now)
        return false
    }
}
