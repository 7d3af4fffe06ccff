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

    @Test("a time of day is HH:MM and nothing else", arguments: ["8:00", "24:01", "12:60", "", "ab:cd", "-1:00"])
    func malformed(text: String) {
        #expect(TimeOfDay(text) == nil)
    }
}
