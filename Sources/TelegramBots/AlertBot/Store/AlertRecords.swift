import Foundation
import GRDB
import HelpdeskModels

/// The alert bot's tables within one transaction.
struct AlertRecords {
    let db: Database
}

// MARK: What a step needs

extension AlertRecords {
    /// The knowledge of the bot, as far as the input can need it.
    func state(for input: AlertInput, _ settings: AlertSettings, at now: Timestamp) throws -> AlertState {
        var state = AlertState(fresh: AlertState.FreshIDs(at: now))
        state.group = try settings.schedule.group.map { try BotStore.currentID(of: $0, db) }
        state.lastIncident = try lastNumber("alert_incident")
        state.lastReport = try lastNumber("alert_report")
        state.lastBroadcast = try Int64.fetchOne(db, sql: "SELECT MAX(ordinal) FROM alert_broadcast") ?? 0
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

    /// The latest number that was given in a table, also of a row that is gone.
    private func lastNumber(_ table: String) throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = ?", arguments: [table]) ?? 0
    }

    private func addIncidents(_ named: [Int64], to state: inout AlertState) throws {
        var rows = try Row.fetchAll(db, sql: "SELECT * FROM alert_incident WHERE state <> 'resolved'")
        for kind in IncidentKind.allCases {
            rows += try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM alert_incident WHERE kind = ? AND state = 'resolved' AND merged_into IS NULL
                    ORDER BY resolved DESC, number DESC LIMIT 1
                    """, arguments: [kind.rawValue])
        }
        for row in rows { add(row, to: &state) }
        for number in named {
            // Those that took over its reports, too: the buttons of old messages still work.
            var next: Int64? = number
            while let number = next {
                if state.incidents[number] == nil { add(try row(of: number), to: &state) }
                next = state.incidents[number]?.mergedInto.flatMap { state.incidents[$0] == nil ? $0 : nil }
            }
        }
    }

    private func add(_ row: Row?, to state: inout AlertState) {
        guard let row, let incident = AlertIncident(row: row) else { return }
        state.incidents[incident.number] = incident
        state.news[incident.number] = IncidentNews(
            seen: Timestamp(milliseconds: row["told"]),
            due: (row["news"] as Int64?).map(Timestamp.init(milliseconds:)), revision: row["revision"])
    }

    private func row(of incident: Int64) throws -> Row? {
        try Row.fetchOne(db, sql: "SELECT * FROM alert_incident WHERE number = ?", arguments: [incident])
    }

    func incident(_ number: Int64) throws -> AlertIncident? { try row(of: number).flatMap(AlertIncident.init(row:)) }

    /// The reports of some incidents, oldest first, with everything that was written.
    func reports(of incidents: [Int64]) throws -> [IncidentReport] {
        var entries: [Int64: [IncidentReport.Entry]] = [:]
        for row in try rows(
            """
            SELECT alert_remark.* FROM alert_remark JOIN alert_report ON alert_report.number = report
            WHERE incident IN
            """, incidents, order: "ordinal")
        {
            let remark = AlertRemark(row["text"], file: Self.file(row["file_kind"], row["file"]))
            entries[row["report"], default: []].append(
                IncidentReport.Entry(remark: remark, at: Timestamp(milliseconds: row["created"])))
        }
        return try rows("SELECT * FROM alert_report WHERE incident IN", incidents, order: "number").map { row in
            let number: Int64 = row["number"]
            let name: String? = row["service_name"]
            let service: String? = row["service"]
            return IncidentReport(
                number: number, incident: row["incident"], chat: row["chat"], reporter: row["reporter"],
                service: name.map { ReportedService(id: service.map { Service.ID($0) }, name: $0) },
                created: Timestamp(milliseconds: row["created"]), changed: Timestamp(milliseconds: row["changed"]),
                entries: entries[number] ?? [])
        }
    }

    private static func file(_ kind: String?, _ id: String?) -> AlertFile? {
        guard let kind = kind.flatMap(AlertFile.Kind.init(rawValue:)), let id else { return nil }
        return AlertFile(kind: kind, id: id)
    }

    private func steps(of incidents: [Int64]) throws -> [StepTaken] {
        try rows("SELECT incident, round, step FROM alert_step WHERE incident IN", incidents, order: "at, round, step")
            .map { StepTaken(incident: $0["incident"], round: $0["round"], step: $0["step"]) }
    }

    func pages(of incidents: [Int64]) throws -> [AlertPage] {
        try rows(
            """
            SELECT alert_page.*, outbox.state, is_blocked FROM alert_page LEFT JOIN outbox ON outbox.id = entry
                LEFT JOIN chat ON chat.id = outbox.chat
            WHERE incident IN
            """, incidents, order: "entry"
        ).map { row in
            AlertPage(
                step: StepTaken(incident: row["incident"], round: row["round"], step: row["step"]), chat: row["chat"],
                outcome: Self.outcome(row))
        }
    }

    /// Notes that a chat has not shut the bot out, whatever was known before.
    func letIn(_ chat: Int64) throws {
        try db.execute(sql: "UPDATE chat SET is_blocked = 0 WHERE id = ? AND is_blocked = 1", arguments: [chat])
    }

    private func broadcast(_ ordinal: Int64) throws -> AlertBroadcast? {
        let row = try Row.fetchOne(db, sql: "SELECT * FROM alert_broadcast WHERE ordinal = ?", arguments: [ordinal])
        guard let row, let kind = AlertBroadcast.Kind(rawValue: row["kind"]) else { return nil }
        let recipients = try Row.fetchAll(
            db,
            sql: """
                SELECT name, outbox.state, is_blocked FROM alert_recipient LEFT JOIN outbox ON outbox.id = entry
                    LEFT JOIN chat ON chat.id = outbox.chat
                WHERE broadcast = ? ORDER BY entry
                """, arguments: [ordinal])
        return AlertBroadcast(
            ordinal: ordinal, incident: row["incident"], kind: kind, actor: row["actor"],
            created: Timestamp(milliseconds: row["created"]),
            done: (row["done"] as Int64?).map(Timestamp.init(milliseconds:)),
            recipients: recipients.map { AlertBroadcast.Recipient(name: $0["name"], outcome: Self.outcome($0)) })
    }

    /// The fate of a message, of a row with its `state` in the outbox and `is_blocked` of its chat. One that waits
    /// because its chat is blocked counts as failed, and goes out nevertheless once the bot is let in again.
    private static func outcome(_ row: Row) -> AlertOutcome {
        // Sent messages are forgotten after a while, failed ones are not.
        guard let state = row["state"] as String? else { return .sent }
        switch OutboxItem.State(rawValue: state) {
        case .sent: return .sent
        case .failed: return .failed(.refused)
        case .unknown: return .failed(.unconfirmed)
        case .queued, .sending, nil: return (row["is_blocked"] as Int64?) == 1 ? .failed(.blocked) : .open
        }
    }

    private func people(_ chats: [Int64]) throws -> [Int64: AlertPerson] {
        let people = try rows("SELECT * FROM alert_person WHERE chat IN", chats, order: "chat").map(person)
        return Dictionary(people.map { ($0.chat, $0) }) { $1 }
    }

    private func person(_ row: Row) -> AlertPerson {
        func language(_ column: String) -> Language? { (row[column] as String?).flatMap(Language.init(rawValue:)) }
        let decideBy = (row["decide_by"] as Int64?).map(Timestamp.init(milliseconds:))
        return AlertPerson(
            chat: row["chat"], name: row["name"], telegramLanguage: language("telegram_language"),
            language: language("language"), dialogue: Self.dialogue(row["dialogue"], isUndecided: decideBy != nil),
            decideBy: decideBy)
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
        let services = try rows("SELECT * FROM alert_link WHERE chat IN", chats, order: "chat").map { row in
            (row["chat"] as Int64, ReportedService(id: Service.ID(row["service"] as String), name: row["service_name"]))
        }
        return Dictionary(services) { $1 }
    }

    /// The rows whose last condition is one of some numbers.
    private func rows(_ sql: String, _ numbers: [Int64], order: String) throws -> [Row] {
        try Row.fetchAll(
            db, sql: "\(sql) (\(databaseQuestionMarks(count: numbers.count))) ORDER BY \(order)",
            arguments: StatementArguments(numbers))
    }
}

extension AlertIncident {
    /// Nil for a row that no version of the program writes.
    init?(row: Row) {
        guard let id = EntityID<AlertIncident>(row["id"] as String), let kind = IncidentKind(rawValue: row["kind"]),
            let state = IncidentState(rawValue: row["state"])
        else { return nil }
        self.init(number: row["number"], id: id, kind: kind, opened: Timestamp(milliseconds: row["opened"]))
        self.state = state
        acknowledged = Self.action(row["acknowledged"], row["acknowledged_by"], row["acknowledged_name"])
        resolved = Self.action(row["resolved"], row["resolved_by"], row["resolved_name"])
        forgotten = Self.action(row["forgotten_at"], 0, row["forgotten_by"])
        mergedInto = row["merged_into"]
        round = row["round"]
        step = row["step"]
        due = (row["due"] as Int64?).map(Timestamp.init(milliseconds:))
    }

    private static func action(_ at: Int64?, _ by: Int64?, _ name: String?) -> IncidentAction? {
        guard let at, let by, let name else { return nil }
        return IncidentAction(by: StaffMember(telegram: by, name: name), at: Timestamp(milliseconds: at))
    }
}
