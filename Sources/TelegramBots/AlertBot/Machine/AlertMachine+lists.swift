import HelpdeskModels

extension AlertMachine {
    /// How many reports a message lists, and how much of each: thirty services still fit into one message.
    private static let listedReports = 10
    private static let listedLength = 150
    private static let passedFiles = 10

    func reportLines(_ reports: [IncidentReport], in strings: AlertStrings) -> [String] {
        [strings[duty: .reportCount(reports.count)]]
            + reports.prefix(Self.listedReports).map { report in
                let text = CleanLine.of(report.remarks.map(\.text).joined(separator: " / "), atMost: Self.listedLength)
                return strings[
                    duty: .report(
                        number: report.number, service: report.service, reporter: report.reporter, text: text)]
            }
            + (reports.count > Self.listedReports
                ? [strings[duty: .moreReports(reports.count - Self.listedReports)]] : [])
    }

    /// An incident with its state and its reports.
    func details(_ incident: AlertIncident, in strings: AlertStrings) -> String {
        let name = (incident.state == .resolved ? incident.resolved : incident.acknowledged)?.by.name
        let title = strings[duty: .pageTitle(incident: incident.number, kind: incident.kind, since: incident.opened)]
        let lines = [title, strings[duty: .state(incident.state, by: name)]]
        return (lines + reportLines(state.reports(of: incident.number), in: strings)).joined(separator: "\n")
    }

    /// The buttons for an incident as it stands.
    func buttons(of incident: AlertIncident, in strings: AlertStrings) -> [[AlertButton]] {
        let resolve = AlertButton(label: strings[duty: .resolve], press: .resolve(incident.number))
        switch incident.state {
        case .triggered, .reopened:
            return [[AlertButton(label: strings[duty: .acknowledge], press: .acknowledge(incident.number)), resolve]]
        case .acknowledged: return [[resolve]]
        case .resolved:
            guard incident.mergedInto == nil else { return [] }
            return [[AlertButton(label: strings[duty: .reopen], press: .reopen(incident.number))]]
        }
    }

    mutating func sendDetails(_ incident: AlertIncident, to chat: Int64) {
        let strings = strings(for: chat)
        send(details(incident, in: strings), to: chat, buttons: buttons(of: incident, in: strings))
    }

    /// Passes on what was sent along with the reports, the latest of it if it is much.
    mutating func sendFiles(of incident: Int64, since time: Timestamp? = nil, to chat: Int64) {
        let strings = strings(for: chat)
        for (report, file) in state.files(of: incident, since: time).suffix(Self.passedFiles) {
            let caption = strings[
                duty: .report(number: report.number, service: report.service, reporter: report.reporter, text: "")]
            messages.append(AlertMessage(chat: chat, content: .file(file, caption: caption)))
        }
    }

    /// Sends who is on duty now, level by level.
    mutating func sendDuty(to chat: Int64) {
        let strings = strings(for: chat)
        var lines: [String] = []
        for (index, level) in schedule.levels.enumerated() {
            let names = level.filter { $0.isOnDuty(at: now) }.map(\.name)
            lines.append(strings[duty: .dutyLevel(index + 1)] + " " + list(names, in: strings))
        }
        lines.append(strings[duty: .dutyEveryone] + " " + list(schedule.everyone.map(\.name), in: strings))
        send(lines.joined(separator: "\n"), to: chat)
    }

    private func list(_ names: [String], in strings: AlertStrings) -> String {
        names.isEmpty ? strings[duty: .nobody] : names.joined(separator: ", ")
    }
}
