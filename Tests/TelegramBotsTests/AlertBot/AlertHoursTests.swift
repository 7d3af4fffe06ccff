import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import TelegramBots

struct AlertHoursTests {
    @Test(
        "Case 29: the night begins at 20:00 and ends at 08:00 at UTC+3",
        arguments: [
            ("2026-07-01T16:59:59.999Z", false), ("2026-07-01T17:00:00.000Z", true),
            ("2026-07-02T04:59:59.999Z", true), ("2026-07-02T05:00:00.000Z", false),
            ("2026-12-31T21:00:00.000Z", true), ("2026-03-29T00:59:59.000Z", true),
        ])
    func night(moment: (text: String, isNight: Bool)) throws {
        let time = try #require(Timestamp(moment.text))
        #expect(AlertNight.night.contains(time) == moment.isNight)
    }

    @Test("The night of a zone with summer time follows the clocks there, for the group and for each person")
    func summerTime() throws {
        let winter = try #require(Timestamp("2026-03-01T12:00:00Z"))
        let (opens, closes) = (try #require(TimeOfDay("08:00")), try #require(TimeOfDay("20:00")))
        let office = try #require(OfficeHours(opens: opens, closes: closes, timeZone: "Europe/Kyiv", at: winter))
        let night = AlertHours(outside: office)
        let olena = DutyPerson(
            name: "Olena", telegram: 11, hours: AlertHours(from: closes, to: opens, inZoneOf: office))
        let settings = AlertSettings(schedule: DutySchedule(levels: [[olena]]), night: night)
        let summer = try #require(Timestamp("2026-07-01T17:30:00Z"))
        let later = settings.at(summer)
        #expect(later.night.utcOffsetMinutes == 180 && later.night.contains(summer))
        #expect(later.schedule.levels[0][0].isOnDuty(at: summer))
        let nextWinter = try #require(Timestamp("2026-12-01T17:30:00Z"))
        #expect(!later.at(nextWinter).night.contains(nextWinter))
    }

    @Test("Case 29: Other promises 08:00 (GMT+3) at night, and by day that the specialists are at work")
    func promise() throws {
        let desk = try AlertNight()
        try desk.link(100, to: "Liga")
        func answer(at text: String) throws -> String {
            desk.now = try #require(Timestamp(text))
            try desk.press(.choose(.other), by: 100)
            return try #require(try desk.say("How do I add a driver?", from: 100).last).text
        }
        #expect(try answer(at: "2026-07-01T16:59:59.999Z").contains("at work"))
        #expect(try answer(at: "2026-07-01T17:00:00.000Z").contains("from 08:00 (GMT+3)"))
        #expect(try answer(at: "2026-07-02T04:59:59.999Z").contains("from 08:00 (GMT+3)"))
        #expect(try answer(at: "2026-07-02T05:00:00.000Z").contains("at work"))
        #expect(try desk.incidentCount() == 0)
    }

    @Test("Hours that do not cross midnight hold by day")
    func byDay() throws {
        let from = try #require(TimeOfDay("08:00")), to = try #require(TimeOfDay("20:00"))
        let hours = AlertHours(from: from, to: to, utcOffsetMinutes: 180)
        #expect(hours.contains(try #require(Timestamp("2026-07-01T05:00:00Z"))))
        #expect(!hours.contains(try #require(Timestamp("2026-07-01T17:00:00Z"))))
    }
}
