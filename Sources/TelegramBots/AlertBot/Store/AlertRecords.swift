import Foundation
import HelpdeskModels
import SQLDatabase

/// The alert bot's tables within one transaction.
struct AlertRecords {
    let db: any BotRows
}

// MARK: What a step needs

extension AlertRecords {
    /// The knowledge of the bot, as far as the input can need it.
    func state(for input: AlertInput, _ settings: AlertSettings, at now: Timestamp) throws -> AlertState {
        var state = AlertState(fresh: AlertState.FreshIDs(at: now))
        state.group = try settings.schedule.group.map { try db.currentID(of: $0) }
        state.lastIncident = try last("number", of: "alert_incident")
        state.lastReport = try last("number", of: "alert_report")
        state.lastBroadcast = try last("ordinal", of: "alert_broadcast")
        try addIncidents(input.incidents(bot: settings.username), to: &state)
        let numbers = Array(state.incidents.keys)
        for report in try reports(of: numbers) { state.reports[report.number] = report }
        state.steps = try steps(of: numbers)
        state.pages = try pages(of: numbers)
        if case .due(.result(let ordinal, _)) = input { state.broadcasts[ordinal] = try broadcast(ordinal) }
        switch input {
        case .ticket(_, let question), .refused(let question, _):
            state.questions[question.id] = try keptQuestion(question.id)
        case .message, .press, .due, .setAside, .warning: break
        }
        var chats = Set(input.chats + settings.schedule.everyone.map(\.telegram))
        chats.formUnion(state.reports.values.map(\.chat))
        chats.formUnion(state.pages.map(\.chat))
        chats.formUnion(state.broadcasts.values.map(\.actor))
        chats.formUnion([settings.schedule.group, state.group].compactMap(\.self))
        state.people = try people(Array(chats))
        state.services = try services(of: Array(chats))
        return state
    }

    /// The latest number that was given in a table, from which no row ever goes; 0 for none.
    private func last(_ column: String, of table: String) throws -> Int64 {
        try db.row("SELECT MAX(\(column)) FROM \(table)") { $0.optionalInteger(at: 0) }.flatMap(\.self) ?? 0
    }

    private func addIncidents(_ named: [Int64], to state: inout AlertState) throws {
        var incidents = try StoredIncident.all(db, "WHERE state <> 'resolved'")
        for kind in IncidentKind.allCases {
            incidents += try StoredIncident.all(
                db,
                """
                WHERE kind = ? AND state = 'resolved' AND merged_into IS NULL
                ORDER BY resolved DESC, number DESC LIMIT 1
                """, kind.rawValue)
        }
        for incident in incidents { incident.add(to: &state) }
        for number in named {
            // Those that took over its reports, too: the buttons of old messages still work.
            var next: Int64? = number
            while let number = next {
                if state.incidents[number] == nil {
                    for incident in try StoredIncident.all(db, "WHERE number = ?", number) { incident.add(to: &state) }
                }
                next = state.incidents[number]?.mergedInto.flatMap { state.incidents[$0] == nil ? $0 : nil }
            }
        }
    }

    func incident(_ number: Int64) throws -> AlertIncident? {
        try StoredIncident.all(db, "WHERE number = ?", number).first?.incident
    }

    /// The reports of some incidents, oldest first, with everything that was written.
    func reports(of incidents: [Int64]) throws -> [IncidentReport] {
        var entries: [Int64: [IncidentReport.Entry]] = [:]
        let remarks = try rows(
            """
            SELECT report, text, file_kind, file, alert_remark.created FROM alert_remark
            JOIN alert_report ON alert_report.number = report WHERE incident IN
            """, incidents, order: "ordinal"
        ) { row in
            let remark = AlertRemark(row.text(at: 1), file: Self.file(row.optionalText(at: 2), row.optionalText(at: 3)))
            return (report: row.integer(at: 0), entry: IncidentReport.Entry(remark: remark, at: row.time(at: 4)))
        }
        for remark in remarks { entries[remark.report, default: []].append(remark.entry) }
        return try rows(
            """
            SELECT number, incident, chat, reporter, service, service_name, created, changed FROM alert_report
            WHERE incident IN
            """, incidents, order: "number"
        ) { row in
            let number = row.integer(at: 0)
            let service = row.optionalText(at: 4).map { Service.ID($0) }
            return IncidentReport(
                number: number, incident: row.integer(at: 1), chat: row.integer(at: 2), reporter: row.text(at: 3),
                service: row.optionalText(at: 5).map { ReportedService(id: service, name: $0) },
                created: row.time(at: 6), changed: row.time(at: 7), entries: entries[number] ?? [])
        }
    }

    private static func file(_ kind: String?, _ id: String?) -> AlertFile? {
        guard let kind = kind.flatMap(AlertFile.Kind.init(rawValue:)), let id else { return nil }
        return AlertFile(kind: kind, id: id)
    }

    private func steps(of incidents: [Int64]) throws -> [StepTaken] {
        try rows(
            "SELECT incident, round, step FROM alert_step WHERE incident IN", incidents, order: "at, round, step",
            make: Self.step)
    }

    /// From `incident, round, step`.
    private static func step(_ row: any SQLRow) -> StepTaken {
        StepTaken(incident: row.integer(at: 0), round: Int(row.integer(at: 1)), step: Int(row.integer(at: 2)))
    }

    func pages(of incidents: [Int64]) throws -> [AlertPage] {
        try rows(
            """
            SELECT incident, round, step, alert_page.chat, outbox.state, is_blocked FROM alert_page
            LEFT JOIN outbox ON outbox.id = entry LEFT JOIN chat ON chat.id = outbox.chat WHERE incident IN
            """, incidents, order: "entry"
        ) { AlertPage(step: Self.step($0), chat: $0.integer(at: 3), outcome: Self.outcome($0, at: 4)) }
    }

    /// Notes that a chat has not shut the bot out, whatever was known before.
    func letIn(_ chat: Int64) throws {
        try db.execute("UPDATE chat SET is_blocked = FALSE WHERE id = ? AND is_blocked", chat)
    }

    private func broadcast(_ ordinal: Int64) throws -> AlertBroadcast? {
        let recipients = try db.rows(
            """
            SELECT name, outbox.state, is_blocked FROM alert_recipient LEFT JOIN outbox ON outbox.id = entry
            LEFT JOIN chat ON chat.id = outbox.chat WHERE broadcast = ? ORDER BY entry
            """, ordinal
        ) { AlertBroadcast.Recipient(name: $0.text(at: 0), outcome: Self.outcome($0, at: 1)) }
        return try db.row(
            "SELECT ordinal, incident, kind, actor, created, done FROM alert_broadcast WHERE ordinal = ?", ordinal
        ) { row in
            AlertBroadcast.Kind(rawValue: row.text(at: 2)).map { kind in
                AlertBroadcast(
                    ordinal: row.integer(at: 0), incident: row.integer(at: 1), kind: kind, actor: row.integer(at: 3),
                    created: row.time(at: 4), done: row.optionalTime(at: 5), recipients: recipients)
            }
        }.flatMap(\.self)
    }

    /// The fate of a message, from two columns: its state in the outbox, and whether its chat is blocked. One that waits
    /// because its chat is blocked counts as failed, and goes out nevertheless once the bot is let in again.
    private static func outcome(_ row: any SQLRow, at column: Int) -> AlertOutcome {
        // Sent messages are forgotten after a while, failed ones are not.
        guard let state = row.optionalText(at: column) else { return .sent }
        switch OutboxItem.State(rawValue: state) {
        case .sent: return .sent
        case .failed: return .failed(.refused)
        case .unknown: return .failed(.unconfirmed)
        case .queued, .sending, nil: return row.optionalTruth(at: column + 1) == true ? .failed(.blocked) : .open
        }
    }

    private func people(_ chats: [Int64]) throws -> [Int64: AlertPerson] {
        let people = try rows(
            """
            SELECT chat, name, telegram_language, language, dialogue, decide_by FROM alert_person WHERE chat IN
            """, chats, order: "chat"
        ) { row in
            let decideBy = row.optionalTime(at: 5)
            return AlertPerson(
                chat: row.integer(at: 0), name: row.text(at: 1),
                telegramLanguage: row.optionalText(at: 2).flatMap(Language.init(rawValue:)),
                language: row.optionalText(at: 3).flatMap(Language.init(rawValue:)),
                dialogue: Self.dialogue(row.text(at: 4), isUndecided: decideBy != nil), decideBy: decideBy)
        }
        return Dictionary(people.map { ($0.chat, $0) }) { $1 }
    }

    /// A dialogue of another version of the program may be unreadable. If somebody's report is in it, those on duty are
    /// paged nevertheless when the time to choose is over.
    private static func dialogue(_ text: String, isUndecided: Bool) -> AlertDialogue {
        do {
            return try JSONDecoder().decode(AlertDialogue.self, from: Data(text.utf8))
        } catch {
            return isUndecided ? .choosing(remarks: []) : .idle
        }
    }

    /// The desk's services of some chats, as far as the desk has said.
    func services(of chats: [Int64]) throws -> [Int64: ReportedService] {
        let services = try rows(
            "SELECT chat, service, service_name FROM alert_link WHERE chat IN", chats, order: "chat"
        ) { ($0.integer(at: 0), ReportedService(id: Service.ID($0.text(at: 1)), name: $0.text(at: 2))) }
        return Dictionary(services) { $1 }
    }

    /// The rows whose last condition is one of some numbers.
    private func rows<Value>(
        _ sql: String, _ numbers: [Int64], order: String, make: (any SQLRow) throws -> Value
    ) throws -> [Value] {
        try db.rows("\(sql) (\(db.numbers("?"))) ORDER BY \(order)", try BotJSON.text(numbers)) { try make($0) }
    }
}

/// An incident as it is in its row.
struct StoredIncident {
    let incident: AlertIncident
    let news: IncidentNews

    private static let columns = """
        number, id, kind, state, opened, acknowledged, acknowledged_by, acknowledged_name, resolved, resolved_by, \
        resolved_name, forgotten_at, forgotten_by, merged_into, round, step, due, told, news, revision
        """

    /// - Parameter conditions: with `WHERE`, and an order.
    static func all(
        _ db: any BotRows, _ conditions: String, _ values: (any SQLConvertible)?...
    ) throws -> [StoredIncident] {
        try db.rows("SELECT \(columns) FROM alert_incident \(conditions)", values.map(SQLValue.init)) {
            StoredIncident(row: $0)
        }.compactMap(\.self)
    }

    /// Nil for a row that no version of the program writes.
    private init?(row: any SQLRow) {
        guard let id = EntityID<AlertIncident>(row.text(at: 1)), let kind = IncidentKind(rawValue: row.text(at: 2)),
            let state = IncidentState(rawValue: row.text(at: 3))
        else { return nil }
        func action(_ column: Int) -> IncidentAction? {
            guard let time = row.optionalTime(at: column), let by = row.optionalInteger(at: column + 1),
                let name = row.optionalText(at: column + 2)
            else { return nil }
            return IncidentAction(by: StaffMember(telegram: by, name: name), at: time)
        }
        var incident = AlertIncident(number: row.integer(at: 0), id: id, kind: kind, opened: row.time(at: 4))
        incident.state = state
        incident.acknowledged = action(5)
        incident.resolved = action(8)
        if let time = row.optionalTime(at: 11), let name = row.optionalText(at: 12) {
            incident.forgotten = IncidentAction(by: StaffMember(telegram: 0, name: name), at: time)
        }
        incident.mergedInto = row.optionalInteger(at: 13)
        incident.round = Int(row.integer(at: 14))
        incident.step = Int(row.integer(at: 15))
        incident.due = row.optionalTime(at: 16)
        self.incident = incident
        news = IncidentNews(
            seen: row.time(at: 17), due: row.optionalTime(at: 18), revision: Int(row.integer(at: 19)))
    }

    func add(to state: inout AlertState) {
        state.incidents[incident.number] = incident
        state.news[incident.number] = news
    }
}
