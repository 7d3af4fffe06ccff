import HelpdeskModels
import Testing

@Suite("Office hours")
struct OfficeHoursTests {
    private func hours(_ opens: String, _ closes: String) throws -> OfficeHours {
        OfficeHours(
            opens: try #require(TimeOfDay(opens)), closes: try #require(TimeOfDay(closes)), utcOffsetMinutes: 180)
    }

    @Test(
        "the interval is half open at UTC+3",
        arguments: [
            ("2026-03-01T04:59:59.999Z", false), ("2026-03-01T05:00:00Z", true), ("2026-03-01T16:59:59Z", true),
            ("2026-03-01T17:00:00Z", false), ("2026-03-01T21:30:00Z", false),
        ])
    func halfOpen(time: String, isOpen: Bool) throws {
        #expect(try hours("08:00", "20:00").isOpen(at: try #require(Timestamp(time))) == isOpen)
    }

    @Test("hours across midnight are open on both sides of it")
    func acrossMidnight() throws {
        let night = try hours("20:00", "08:00")
        #expect(night.isOpen(at: try #require(Timestamp("2026-03-01T22:00:00Z"))))
        #expect(!night.isOpen(at: try #require(Timestamp("2026-03-01T10:00:00Z"))))
    }

    @Test("the next change is the coming opening or closing")
    func nextChange() throws {
        let day = try hours("08:00", "20:00")
        let evening = try #require(Timestamp("2026-03-01T19:30:45.5Z"))
        #expect(day.nextChange(after: evening) == Timestamp("2026-03-02T05:00:00Z"))
        let noon = try #require(Timestamp("2026-03-01T09:00:00Z"))
        #expect(day.nextChange(after: noon) == Timestamp("2026-03-01T17:00:00Z"))
    }

    /// Kyiv in the spring of 2026: from 03:00 on 29 March an hour further east.
    private func kyiv() throws -> OfficeHours {
        var hours = try hours("08:00", "20:00")
        hours.utcOffsetMinutes = 120
        hours.next = OfficeHours.OffsetChange(
            at: try #require(Timestamp("2026-03-29T01:00:00Z")), utcOffsetMinutes: 180)
        return hours
    }

    @Test("the offset changes when summer time begins")
    func summerTime() throws {
        let hours = try kyiv()
        #expect(!hours.isOpen(at: try #require(Timestamp("2026-03-28T05:30:00Z"))))
        #expect(hours.isOpen(at: try #require(Timestamp("2026-03-29T05:30:00Z"))))
        let night = try #require(Timestamp("2026-03-28T20:00:00Z"))
        #expect(hours.nextChange(after: night) == Timestamp("2026-03-29T05:00:00Z"))
    }

    @Test("a wait is counted while the desk is open, and ends while it is open")
    func waiting() throws {
        let day = try hours("08:00", "20:00")
        let evening = try #require(Timestamp("2026-03-01T16:00:00Z"))
        let morning = try #require(Timestamp("2026-03-02T06:00:00Z"))
        #expect(day.openMilliseconds(from: evening, to: morning) == 2 * 3_600_000)
        #expect(day.time(after: evening, openFor: 2 * 3_600_000) == morning)
        let always = try hours("00:00", "24:00")
        #expect(always.openMilliseconds(from: evening, to: morning) == 14 * 3_600_000)
        let never = try hours("08:00", "08:00")
        #expect(never.openMilliseconds(from: evening, to: morning) == 0)
        #expect(never.time(after: evening, openFor: 1) == nil)
    }

    @Test("the next change always lies ahead, also around a change of the offset", arguments: -3..<30)
    func ahead(hour: Int) throws {
        let hours = try kyiv()
        let time = try #require(Timestamp("2026-03-28T22:30:00Z")).adding(seconds: Double(hour) * 3600)
        #expect(hours.nextChange(after: time) > time)
    }

    @Test("a time of day is HH:MM and nothing else", arguments: ["8:00", "24:01", "12:60", "", "ab:cd", "-1:00"])
    func malformed(text: String) {
        #expect(TimeOfDay(text) == nil)
    }
}
