package import HelpdeskModels
package import SQLDatabase
package import TOMLText

/// The table `[alerts]` of the desk's configuration: the bot, who is on duty, and how long things wait.
public struct AlertConfiguration: Sendable, Hashable {
    public var settings: AlertSettings
    public var connection: BotConnection
    /// A PostgreSQL of the bot's own; nil for a file.
    package var database: DatabaseConfiguration?
    /// Settings that are allowed and probably not meant, as sentences for an administrator.
    public private(set) var warnings: [String] = []

    private static let keys = BotConnection.keys.union(DatabaseConfiguration.keys).union([
        "group", "language", "acknowledge_seconds", "resolve_seconds", "reopen_seconds", "choice_seconds",
        "news_seconds", "people", "levels",
    ])

    /// Reads the table from the root of a desk's configuration; nil if it has none. Throws ``ConfigurationError``.
    ///
    /// - Parameter desk: names the bots and the office hours, outside of which it is night.
    package init?(_ root: ConfigurationTable, desk: Desk) throws {
        guard root.has("alerts") else { return nil }
        let table = try root.table("alerts", keys: Self.keys)
        guard let hours = desk.officeHours else {
            throw root.wrong("alerts", "needs [office_hours], outside of which it is night")
        }
        let night = AlertHours(outside: hours)
        let people = try Self.people(table, hours)
        let schedule = try Self.schedule(table, people)
        warnings = Self.warnings(schedule, people)
        settings = AlertSettings(
            schedule: schedule,
            timing: try Self.timing(table), night: night, language: try table.language("language") ?? .ukrainian,
            username: desk.alertBot?.username, supportBot: desk.supportBot?.username)
        connection = try BotConnection(table)
        database = try DatabaseConfiguration(table)
    }

    private static func timing(_ table: ConfigurationTable) throws -> AlertTiming {
        let standard = AlertTiming.standard
        return AlertTiming(
            escalation: try seconds("acknowledge_seconds", table) ?? standard.escalation,
            forgotten: try seconds("resolve_seconds", table) ?? standard.forgotten,
            reopening: try seconds("reopen_seconds", table) ?? standard.reopening,
            choice: try seconds("choice_seconds", table) ?? standard.choice,
            news: try seconds("news_seconds", table) ?? standard.news)
    }

    /// A time span of 1 second to a day; nil if it is not there.
    private static func seconds(_ key: String, _ table: ConfigurationTable) throws -> Double? {
        guard let number = try table.number(key) else { return nil }
        guard (1...86_400).contains(number) else {
            throw table.wrong(key, "must be a number of seconds from 1 to 86400")
        }
        return Double(number)
    }

    /// By name.
    private static func people(_ table: ConfigurationTable, _ office: OfficeHours) throws -> [String: DutyPerson] {
        var people: [String: DutyPerson] = [:]
        for entry in try table.tables("people", keys: ["name", "telegram", "language", "hours"]) {
            let name = try entry.required("name", entry.text("name"))
            let telegram = try entry.required("telegram", entry.number("telegram"))
            guard telegram > 0 else { throw entry.wrong("telegram", "must be the number of a Telegram user") }
            guard people[name] == nil else { throw entry.wrong("name", "is there twice") }
            guard !people.values.contains(where: { $0.telegram == telegram }) else {
                throw entry.wrong("telegram", "is there twice")
            }
            people[name] = DutyPerson(
                name: name, telegram: telegram, language: try entry.language("language"),
                hours: try hours(entry, office))
        }
        return people
    }

    private static func schedule(_ table: ConfigurationTable, _ people: [String: DutyPerson]) throws -> DutySchedule {
        var levels: [[DutyPerson]] = []
        for entry in try table.tables("levels", keys: ["people"]) {
            var level: [DutyPerson] = []
            for name in try entry.texts("people") ?? [] {
                guard let person = people[name] else {
                    throw entry.wrong("people", "names \(name), who is not among [[alerts.people]]")
                }
                guard !level.contains(person) else {
                    throw entry.wrong("people", "names \(name) twice: everybody is paged once in a level")
                }
                level.append(person)
            }
            guard !level.isEmpty else { throw entry.wrong("people", "must name somebody") }
            levels.append(level)
        }
        guard !levels.isEmpty else { throw table.wrong("levels", "is missing: nobody would be paged") }
        return DutySchedule(levels: levels, group: try table.group("group"))
    }

    private static func warnings(_ schedule: DutySchedule, _ people: [String: DutyPerson]) -> [String] {
        people.keys.sorted().compactMap { name in
            let levels = schedule.levels.indices.filter { index in
                schedule.levels[index].contains { $0.name == name }
            }
            switch levels.count {
            case 0: return "\(name) is in no level: nobody pages \(name), whose commands are refused."
            case 1: return nil
            default:
                let numbers = levels.map { "\($0 + 1)" }.joined(separator: " and ")
                return "\(name) is in the levels \(numbers), and is paged again in each."
            }
        }
    }

    /// `20:00-08:00`.
    private static func hours(_ table: ConfigurationTable, _ office: OfficeHours) throws -> AlertHours? {
        guard let text = try table.text("hours") else { return nil }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { TimeOfDay(String($0)) }
        guard ends.count == 2, let from = ends[0], let to = ends[1], from != to else {
            throw table.wrong("hours", "must be like \"20:00-08:00\"")
        }
        return AlertHours(from: from, to: to, inZoneOf: office)
    }
}

extension AlertConfiguration {
    /// Where the bot keeps what it must not lose. Throws ``ConfigurationError``.
    ///
    /// - Parameter directory: of the bots' files.
    package func place(in directory: String) throws -> BotPlace {
        BotPlace(directory: directory, database: try database?.read())
    }

    /// What is probably not meant where the desk's rows are in `database`, as a sentence for an administrator; nil for a file.
    package func warning(beside database: PostgresSettings?) -> String? {
        guard let database else { return nil }
        guard let own = self.database else {
            return """
                The alert bot keeps its rows in a file of this machine: only one process may have [alerts]. For several, \
                name a database in [alerts].
                """
        }
        func server(_ settings: PostgresSettings) -> [String?] { ["host", "port"].map { settings.parameters[$0] } }
        return server(own.settings) == server(database)
            ? "The alert bot is in the same PostgreSQL as the desk: while that is down, nobody is paged." : nil
    }
}
