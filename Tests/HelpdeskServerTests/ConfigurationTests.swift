import Foundation
import HelpdeskDesk
import HelpdeskModels
import TOMLText
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

@Suite struct ConfigurationTests {
    private static let good = """
        data = "data"
        [listen]
        host = "0.0.0.0"
        port = 9443
        trusted_proxies = ["192.0.2.7", "10.0.0.0/8"]
        [tls]
        certificate = "/etc/cabdesk/server.pem"
        key = "server.key"
        [desk]
        name = "Support"
        [office_hours]
        opens = "08:00"
        closes = "20:00"
        utc_offset = "-02:30"
        [bots]
        support = "example_support_bot"
        [limits]
        attachment_size = 1000
        sign_ins_per_minute = 50
        connections = 500
        [retention]
        audit_days = 365
        resolved_days = 0
        """

    private func read(_ text: String) throws -> ServerConfiguration {
        try ServerConfiguration(
            ConfigurationTable(text, name: "cabdeskd.toml", directory: URL(filePath: "/srv/desk/")))
    }

    @Test func `a file is read, with paths from its own directory`() throws {
        let configuration = try read(Self.good)
        #expect(configuration.host == "0.0.0.0")
        #expect(configuration.port == 9443)
        #expect(configuration.tls.certificate.path == "/etc/cabdesk/server.pem")
        #expect(configuration.tls.key.path == "/srv/desk/server.key")
        #expect(configuration.desk.officeHours?.utcOffsetMinutes == -150)
        #expect(configuration.desk.supportBot == TelegramBot(username: "example_support_bot", isConnected: false))
        #expect(configuration.desk.alertBot == nil)
        #expect(configuration.desk.limits.attachmentSize == 1000)
        #expect(configuration.policy.signInsPerMinute == 50)
        #expect(configuration.policy.longPolls == ServerPolicy().longPolls)
        #expect(configuration.policy.connections.total == 500)
        #expect(configuration.policy.trustedProxies.contain(IPAddress("10.1.2.3")))
        #expect(!configuration.policy.trustedProxies.contain(IPAddress("192.0.2.8")))
        #expect(configuration.desk.limits.textLength == Limits.standard.textLength)
        #expect(configuration.policy.retention.auditDays == 365)
        #expect(configuration.policy.retention.resolvedDays == nil)
        #expect(configuration.policy.retention.deliveriesDays == nil)
    }

    @Test func `office hours in a named zone know their next change, and clients hear of the one after it`()
        async throws
    {
        let (opens, closes) = (try #require(TimeOfDay("08:00")), try #require(TimeOfDay("20:00")))
        let winter = try #require(Timestamp("2026-03-01T00:00:00Z"))
        let hours = try #require(OfficeHours(opens: opens, closes: closes, timeZone: "Europe/Kyiv", at: winter))
        let spring = try #require(Timestamp("2026-03-29T01:00:00Z"))
        #expect(hours.utcOffsetMinutes == 120)
        #expect(hours.next == OfficeHours.OffsetChange(at: spring, utcOffsetMinutes: 180))
        let read = try read(Self.good.replacing("utc_offset = \"-02:30\"", with: "time_zone = \"Europe/Kyiv\""))
        #expect(read.desk.officeHours?.timeZone == "Europe/Kyiv")

        let desk = try TestDesk(officeHours: hours)
        try desk.helpdesk.tidyUp(at: spring.adding(seconds: -1))
        #expect(try await desk.helpdesk.desk().officeHours == hours)
        try desk.helpdesk.tidyUp(at: spring.adding(seconds: 1))
        let summer = try #require(try await desk.helpdesk.desk().officeHours)
        #expect(summer.utcOffsetMinutes == 180)
        #expect(summer.next?.at == Timestamp("2026-10-25T01:00:00Z"))
    }

    @Test(arguments: [
        ("port = 9443", "port = 99999", "listen.port"), ("port = 9443", "port = \"9443\"", "listen.port"),
        ("name = \"Support\"", "nam = \"Support\"", "desk.nam"), ("name = \"Support\"", "", "desk.name"),
        ("\"08:00\"", "\"8\"", "office_hours.opens"), ("-02:30", "2", "office_hours.utc_offset"),
        ("utc_offset = \"-02:30\"", "time_zone = \"Kyiv\"", "line 14: office_hours.time_zone must"),
        ("utc_offset = \"-02:30\"", "time_zone = \"Europe/\\u0007Kyiv\"", "office_hours.time_zone must be a region"),
        ("utc_offset = \"-02:30\"", "", "office_hours.utc_offset is missing; time_zone"),
        ("utc_offset = \"-02:30\"", "time_zone = \"EST\"", "line 14: office_hours.time_zone must"),
        ("-02:30\"", "-02:30\"\ntime_zone = \"Europe/Kyiv\"", "line 14: office_hours.utc_offset stands beside"),
        ("[bots]", "[bot]", "bot"),
        ("attachment_size = 1000", "attachment_size = 0", "limits.attachment_size"),
        ("sign_ins_per_minute = 50", "sign_ins_per_minute = 0", "limits.sign_ins_per_minute"),
        ("example_support_bot", "@bot name", "bots.support"), ("[desk]", "[desk", "line 9"),
        ("audit_days = 365", "audit_days = -1", "line 22: retention.audit_days must"),
        ("audit_days = 365", "audit_days = \"a year\"", "line 22: retention.audit_days must"),
        ("audit_days = 365", "audit = 365", "line 22: retention.audit is not known"),
        ("connections = 500", "connections = 1", "line 20: limits.connections must"),
        ("\"10.0.0.0/8\"", "\"10.0.0.1/8\"", "line 5: listen.trusted_proxies has"),
        ("[\"192.0.2.7\", \"10.0.0.0/8\"]", "\"192.0.2.7\"", "line 5: listen.trusted_proxies must"),
        ("[\"192.0.2.7\", \"10.0.0.0/8\"]", "[5]", "line 5: listen.trusted_proxies must"),
        ("host = \"0.0.0.0\"", "hosts = 1", "line 3: listen.hosts is not known"),
        ("name = \"Support\"", "# name = \"Support\"", "line 9: desk.name is missing"),
    ])
    func `a mistake is named by its key`(text: String, mistake: String, key: String) throws {
        let failure = #expect(throws: ConfigurationError.self) {
            try read(Self.good.replacing(text, with: mistake))
        }
        #expect(failure?.description.contains(key) == true)
        #expect(failure?.description.hasPrefix("cabdeskd.toml") == true)
    }
}
