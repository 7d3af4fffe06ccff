public import Foundation
public import HelpdeskModels
import TOMLKit

/// The table `[alerts]` of the desk's configuration: the bot, who is on duty, and how long things wait.
public struct AlertConfiguration: Sendable, Hashable {
    public var settings: AlertSettings
    /// The file that holds the bot's token.
    public var tokenFile: URL
    public var server: BotServer
    /// A PEM file of certificate authorities that are trusted beside the system's; for a local Bot API server.
    public var caFile: URL?

    private static let keys: Set<String> = [
        "token_file", "api", "files", "ca_file", "group", "language", "acknowledge_seconds", "resolve_seconds",
        "reopen_seconds", "choice_seconds", "news_seconds", "people", "levels",
    ]

    /// Reads the table from a desk's configuration; nil if it has none. Paths are relative to the file's directory.
    ///
    /// - Parameter desk: names the bots and the office hours, outside of which it is night.
    public init?(contentsOf file: URL, desk: Desk) throws {
        let text: String
        do {
            text = try String(contentsOf: file, encoding: .utf8)
        } catch {
            throw AlertConfigurationError("The configuration \(file.path) cannot be read. Check path and permissions.")
        }
        try self.init(
            toml: text, file: file.path, directory: file.absoluteURL.deletingLastPathComponent(), desk: desk)
    }

    /// `file` is what messages call the text.
    init?(toml text: String, file: String, directory: URL, desk: Desk) throws {
        let root: TOMLTable
        do {
            root = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            throw AlertConfigurationError("\(file), \(error.source.begin): \(error.description)")
        }
        guard let value = root["alerts"] else { return nil }
        guard let inner = value.table else {
            throw AlertConfigurationError("\(file): alerts must be a table, [alerts].")
        }
        guard let hours = desk.officeHours else {
            throw AlertConfigurationError("\(file): [alerts] needs [office_hours], outside of which it is night.")
        }
        let table = AlertTable(table: inner, file: file, name: "alerts")
        try table.allow(Self.keys)
        let night = AlertHours(outside: hours)
        settings = AlertSettings(
            schedule: try Self.schedule(table, utcOffsetMinutes: night.utcOffsetMinutes),
            timing: try Self.timing(table), night: night, language: try table.language("language") ?? .ukrainian,
            username: desk.alertBot?.username, supportBot: desk.supportBot?.username)
        tokenFile = URL(
            filePath: try table.needed("token_file", table.text("token_file")), relativeTo: directory)
        server =
            try table.text("api").map { [files = try table.text("files")] in BotServer(api: $0, files: files) }
            ?? .telegram
        caFile = try table.text("ca_file").map { URL(filePath: $0, relativeTo: directory) }
    }

    /// The token from its file, which nobody but its owner and group may read.
    public func token() throws -> BotToken {
        let path = tokenFile.path
        guard let text = try? String(contentsOf: tokenFile, encoding: .utf8) else {
            throw AlertConfigurationError("The token of the alert bot cannot be read from \(path).")
        }
        let mode = (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? Int
        guard let mode, mode & 0o007 == 0 else {
            throw AlertConfigurationError("Everybody may read \(path), which holds a bot's token: chmod 600 \(path)")
        }
        guard let token = BotToken(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw AlertConfigurationError("\(path) does not hold a token as BotFather gives it, like 123456:ABC-DEF.")
        }
        return token
    }

    private static func timing(_ table: AlertTable) throws(AlertConfigurationError) -> AlertTiming {
        let standard = AlertTiming.standard
        return AlertTiming(
            escalation: try table.seconds("acknowledge_seconds", default: standard.escalation),
            forgotten: try table.seconds("resolve_seconds", default: standard.forgotten),
            reopening: try table.seconds("reopen_seconds", default: standard.reopening),
            choice: try table.seconds("choice_seconds", default: standard.choice),
            news: try table.seconds("news_seconds", default: standard.news))
    }

    private static func schedule(
        _ table: AlertTable, utcOffsetMinutes: Int
    ) throws(AlertConfigurationError) -> DutySchedule {
        var people: [String: DutyPerson] = [:]
        for entry in try table.tables("people", keys: ["name", "telegram", "language", "hours"]) {
            let name = try entry.needed("name", entry.text("name"))
            let telegram = try entry.needed("telegram", entry.number("telegram"))
            guard telegram > 0 else { throw entry.wrong("telegram", "must be the number of a Telegram user") }
            guard people[name] == nil else { throw entry.wrong("name", "is there twice") }
            guard !people.values.contains(where: { $0.telegram == telegram }) else {
                throw entry.wrong("telegram", "is there twice")
            }
            people[name] = DutyPerson(
                name: name, telegram: telegram, language: try entry.language("language"),
                hours: try hours(entry, utcOffsetMinutes: utcOffsetMinutes))
        }
        var levels: [[DutyPerson]] = []
        for entry in try table.tables("levels", keys: ["people"]) {
            var level: [DutyPerson] = []
            for name in try entry.texts("people") {
                guard let person = people[name] else {
                    throw entry.wrong("people", "names \(name), who is not among [[alerts.people]]")
                }
                level.append(person)
            }
            guard !level.isEmpty else { throw entry.wrong("people", "must name somebody") }
            levels.append(level)
        }
        guard !levels.isEmpty else { throw table.wrong("levels", "is missing: nobody would be paged") }
        let group = try table.number("group")
        if let group, group >= 0 { throw table.wrong("group", "must be the number of a group, which is negative") }
        return DutySchedule(levels: levels, group: group)
    }

    /// `20:00-08:00`.
    private static func hours(
        _ table: AlertTable, utcOffsetMinutes: Int
    ) throws(AlertConfigurationError) -> AlertHours? {
        guard let text = try table.text("hours") else { return nil }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { TimeOfDay(String($0)) }
        guard ends.count == 2, let from = ends[0], let to = ends[1], from != to else {
            throw table.wrong("hours", "must be like \"20:00-08:00\"")
        }
        return AlertHours(from: from, to: to, utcOffsetMinutes: utcOffsetMinutes)
    }
}
