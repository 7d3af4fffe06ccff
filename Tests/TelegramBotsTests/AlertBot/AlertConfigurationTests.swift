import Foundation
import HelpdeskModels
import SQLDatabase
import TOMLText
import Testing

@testable import TelegramBots

struct AlertConfigurationTests {
    private static let whole = """
        [alerts]
        token_file = "alert.token"
        group = -1001
        language = "ru"
        acknowledge_seconds = 60

        [[alerts.people]]
        name = "Olena"
        telegram = 11
        hours = "20:00-08:00"

        [[alerts.people]]
        name = "Ihor"
        telegram = 12
        language = "uk"

        [[alerts.levels]]
        people = ["Olena"]

        [[alerts.levels]]
        people = ["Ihor", "Olena"]
        """

    private func read(_ text: String) throws -> AlertConfiguration? {
        let hours = OfficeHours(
            opens: try #require(TimeOfDay("08:00")), closes: try #require(TimeOfDay("20:00")), utcOffsetMinutes: 180)
        let desk = Desk(
            name: "Desk", officeHours: hours, alertBot: TelegramBot(username: "example_alert_bot", isConnected: false))
        return try AlertConfiguration(
            ConfigurationTable(text, name: "desk.toml", directory: URL(filePath: "/etc/desk/")), desk: desk)
    }

    @Test("People, levels, hours and times are read; what is left out is as documented")
    func reads() throws {
        let configuration = try #require(try read(Self.whole))
        let olena = DutyPerson(name: "Olena", telegram: 11, hours: AlertNight.night)
        let ihor = DutyPerson(name: "Ihor", telegram: 12, language: .ukrainian)
        #expect(configuration.settings.schedule == DutySchedule(levels: [[olena], [ihor, olena]], group: -1001))
        #expect(configuration.settings.schedule.everyone == [olena, ihor])
        #expect(configuration.settings.timing == AlertTiming(escalation: 60))
        #expect(configuration.settings.language == .russian)
        #expect(configuration.settings.night == AlertNight.night)
        #expect(configuration.settings.username == "example_alert_bot")
        let token = URL(filePath: "alert.token", relativeTo: URL(filePath: "/etc/desk/"))
        #expect(configuration.connection.token == .file(token))
        #expect(configuration.connection.server == .telegram)
        #expect(try read("[desk]\nname = \"Desk\"") == nil)
    }

    @Test(
        "What is wrong is named",
        arguments: [
            ("group = -1001", "group = 7", "alerts.group"), ("\"Ihor\", ", "\"Nobody\", ", "names Nobody"),
            ("telegram = 12", "telegram = 11", "line 14: alerts.people number 2.telegram is there twice"),
            ("20:00-08:00", "20:00", "people number 1.hours"), ("language = \"uk\"", "language = \"de\"", "language"),
            ("= 60", "= 0", "acknowledge_seconds"), ("token_file", "tokens", "alerts.tokens is not known"),
            ("[\"Olena\"]", "[]", "levels number 1.people"),
            ("[\"Olena\"]", "[\"Olena\", \"Olena\"]", "levels number 1.people names Olena twice"),
            ("[\"Ihor\", \"Olena\"]", "[\"Ihor\", \"Ihor\"]", "levels number 2.people names Ihor twice"),
        ])
    func refuses(part: String, change: String, sentence: String) throws {
        let text = Self.whole.replacing(part, with: change, maxReplacements: 1)
        let error = try #require(throws: ConfigurationError.self) { try read(text) }
        #expect(error.description.contains(sentence))
    }

    @Test("A database of its own is read; one that others share with it, and a file beside a PostgreSQL, are warned of")
    func database() throws {
        func read(_ lines: String) throws -> AlertConfiguration {
            let text = Self.whole.replacing("group = -1001", with: "group = -1001\n\(lines)")
            return try #require(try self.read(text))
        }
        let desk = try PostgresSettings(address: "postgres://cabdesk@db.example.net/cabdesk")
        let file = try read("")
        #expect(file.database == nil && file.warning(beside: nil) == nil)
        #expect(file.warning(beside: desk)?.contains("only one process may have [alerts]") == true)
        let own = try read(
            "database = \"postgres://alerts@pager.example.net/alerts\"\ndatabase_password_env = \"ALERTS\"")
        #expect(own.database?.settings.parameters["host"] == "pager.example.net")
        #expect(own.database?.password == .environment("ALERTS"))
        #expect(own.warning(beside: desk) == nil && own.warning(beside: nil) == nil)
        let shared = try read("database = \"postgres://alerts@db.example.net/alerts\"")
        #expect(shared.warning(beside: desk)?.contains("nobody is paged") == true)
        for lines in ["database = \"sqlite:alerts\"", "database_password_env = \"ALERTS\"", "database_connections = 0"]
        {
            #expect(throws: ConfigurationError.self) { try read(lines) }
        }
    }

    @Test("Somebody in several levels, or in none, is allowed and warned of")
    func warns() throws {
        #expect(try read(Self.whole)?.warnings == ["Olena is in the levels 1 and 2, and is paged again in each."])
        let text = Self.whole.replacing("[\"Ihor\", \"Olena\"]", with: "[\"Olena\"]")
        #expect(try read(text)?.warnings.first?.hasPrefix("Ihor is in no level") == true)
    }
}
