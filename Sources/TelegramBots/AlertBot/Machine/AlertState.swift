import HelpdeskModels

/// The knowledge of the alert bot, as far as one step can need it: records, read before the step. The machine changes
/// them, and what differs afterwards is written.
struct AlertState: Sendable, Hashable {
    /// By chat.
    var people: [Int64: AlertPerson] = [:]
    /// The desk's service of a chat, as far as the desk has said.
    var services: [Int64: ReportedService] = [:]
    /// By number: the open ones, the latest resolved one of each kind, and those that the input names.
    var incidents: [Int64: AlertIncident] = [:]
    /// The state of these incidents that others were told of.
    var news: [Int64: IncidentNews] = [:]
    /// By number: all reports of these incidents.
    var reports: [Int64: IncidentReport] = [:]
    /// The steps of escalation that these incidents have taken, oldest first.
    var steps: [StepTaken] = []
    /// The pages of these incidents.
    var pages: [AlertPage] = []
    /// By ordinal: those that the input names, and those that a step begins.
    var broadcasts: [Int64: AlertBroadcast] = [:]
    /// Those that the input names, and those that a step adds.
    var questions: [Ticket.ID: KeptQuestion] = [:]
    /// Where the specialists' group is now: one that became a supergroup has another id than the configuration says.
    var group: Int64?
    /// The numbers that were given last.
    var lastIncident: Int64 = 0
    var lastReport: Int64 = 0
    var lastBroadcast: Int64 = 0
    /// For what the step adds, at most one of each.
    let fresh: FreshIDs

    struct FreshIDs: Sendable, Hashable {
        let incident: EntityID<AlertIncident>
        let ticket: Ticket.ID
        let message: Message.ID

        init(at time: Timestamp) {
            incident = .make(at: time)
            ticket = .make(at: time)
            message = .make(at: time)
        }
    }

    init(fresh: FreshIDs) { self.fresh = fresh }
}

/// Somebody in a private chat with the bot.
struct AlertPerson: Sendable, Hashable {
    /// The chat's id is the user's.
    let chat: Int64
    /// As in Telegram, one clean line.
    var name: String
    /// The language of the person's Telegram, if it is one of ours.
    var telegramLanguage: Language?
    /// As chosen with `/language`.
    var language: Language?
    var dialogue: AlertDialogue = .idle
    /// When what was written goes out without a choice.
    var decideBy: Timestamp?
}

/// The next thing that the bot expects of a person.
enum AlertDialogue: Sendable, Hashable, Codable {
    case idle
    /// Something was written and nothing chosen yet.
    case choosing(remarks: [AlertRemark])
    /// The next text is the name of the service of this report.
    case naming(report: Int64)
    /// The next text is a question.
    case asking
}

/// The state of an incident that others were told of.
struct IncidentNews: Sendable, Hashable {
    /// Up to when the person who took the incident has seen its reports.
    var seen: Timestamp
    /// When that person hears of what came in since; nil if nothing did.
    var due: Timestamp?
    /// Counts changes that the desk has to hear of.
    var revision: Int
}

/// A step of escalation that was taken.
struct StepTaken: Sendable, Hashable {
    let incident: Int64
    let round: Int
    let step: Int
}

/// A page that somebody was sent.
struct AlertPage: Sendable, Hashable {
    let step: StepTaken
    let chat: Int64
    var outcome: AlertOutcome
}

/// A question with what the desk made of it; neither while the desk has not taken it.
struct KeptQuestion: Sendable, Hashable {
    let question: AlertQuestion
    var ticket: Int64?
    /// Why the desk never will, for the log.
    var refusal: String?

    var isWaiting: Bool { ticket == nil && refusal == nil }
}

extension AlertState {
    // MARK: Reading

    /// In the order of their numbers.
    var openIncidents: [AlertIncident] {
        incidents.values.filter(\.state.isOpen).sorted { $0.number < $1.number }
    }

    /// The oldest open incident of a kind: the one that reports join.
    func openIncident(_ kind: IncidentKind) -> AlertIncident? { openIncidents.first { $0.kind == kind } }

    /// The incident of a kind that was resolved last.
    func lastResolved(_ kind: IncidentKind) -> AlertIncident? {
        incidents.values.filter { $0.kind == kind && $0.state == .resolved && $0.mergedInto == nil }
            .max { ($0.resolved?.at ?? $0.opened, $0.number) < ($1.resolved?.at ?? $1.opened, $1.number) }
    }

    /// The reports of an incident, oldest first.
    func reports(of incident: Int64, changedSince time: Timestamp? = nil) -> [IncidentReport] {
        reports.values.filter { $0.incident == incident && $0.changed >= time ?? $0.changed }
            .sorted { $0.number < $1.number }
    }

    /// The latest report of a chat that is in an open incident, or in the one with this number if it is open.
    func openReport(of chat: Int64, in incident: Int64? = nil) -> IncidentReport? {
        reports.values.filter { report in
            report.chat == chat && incidents[report.incident]?.state.isOpen == true
                && (incident == nil || report.incident == incident)
        }.max { ($0.changed, $0.number) < ($1.changed, $1.number) }
    }

    /// The files of an incident's reports that were sent since a time, oldest first.
    func files(of incident: Int64, since time: Timestamp?) -> [(report: IncidentReport, file: AlertFile)] {
        let files = reports(of: incident).flatMap { report in
            report.entries.compactMap { entry in
                entry.remark.file.map { (report: report, file: $0, at: entry.at) }
            }
        }
        return files.filter { $0.at >= time ?? $0.at }.sorted { $0.at < $1.at }.map { ($0.report, $0.file) }
    }

    /// Everyone who was paged for an incident, in any round.
    func pagedChats(of incident: Int64) -> [Int64] {
        Set(pages.filter { $0.step.incident == incident }.map(\.chat)).sorted()
    }

    /// How many steps the present round of an incident has taken.
    func stepCount(of incident: AlertIncident) -> Int {
        steps.count { $0.incident == incident.number && $0.round == incident.round }
    }

    /// Whether an incident pages, and Telegram lets nobody be reached of those whom its latest step was to page.
    func isUnreachable(_ incident: AlertIncident) -> Bool {
        guard incident.state.isPaging, incident.step > 0 else { return false }
        let step = StepTaken(incident: incident.number, round: incident.round, step: incident.step - 1)
        return pages.filter { $0.step == step }.allSatisfy { if case .failed = $0.outcome { true } else { false } }
    }

    // MARK: Changing

    /// Keeps what the rules made of an incident; the desk is to hear of it.
    mutating func save(_ incident: AlertIncident) {
        incidents[incident.number] = incident
        noteChange(of: incident.number)
    }

    /// The desk is to hear of an incident, of which it shows the number of reports, too.
    mutating func noteChange(of incident: Int64) { news[incident]?.revision += 1 }

    mutating func addIncident(_ kind: IncidentKind, at time: Timestamp) -> AlertIncident {
        lastIncident += 1
        let incident = AlertIncident(number: lastIncident, id: fresh.incident, kind: kind, opened: time)
        incidents[incident.number] = incident
        news[incident.number] = IncidentNews(seen: time, due: nil, revision: 1)
        return incident
    }

    mutating func addReport(
        to incident: Int64, by person: AlertPerson, remarks: [AlertRemark], at time: Timestamp
    ) -> IncidentReport {
        lastReport += 1
        let report = IncidentReport(
            number: lastReport, incident: incident, chat: person.chat, reporter: person.name,
            service: services[person.chat], created: time, changed: time,
            entries: remarks.map { IncidentReport.Entry(remark: $0, at: time) })
        reports[report.number] = report
        noteChange(of: incident)
        return report
    }

    mutating func add(_ remark: AlertRemark, to report: Int64, at time: Timestamp) {
        reports[report]?.entries.append(IncidentReport.Entry(remark: remark, at: time))
        reports[report]?.changed = time
    }

    mutating func move(report: Int64, to incident: Int64, at time: Timestamp) {
        reports[report]?.incident = incident
        reports[report]?.changed = time
    }
}
