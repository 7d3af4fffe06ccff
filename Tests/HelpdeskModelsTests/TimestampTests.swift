import Foundation
import HelpdeskModels
import Testing

@Suite("A timestamp")
struct TimestampTests {
    @Test("comes back from its text to the millisecond, every one of them")
    func everyMillisecond() {
        for start: Int64 in [1_763_600_000_000, 1_700_000_000_000, -1000] {
            for milliseconds in start..<(start + 1000) {
                let time = Timestamp(milliseconds: milliseconds)
                #expect(Timestamp(time.description) == time)
            }
        }
    }

    @Test(
        "reads as the calendar has it",
        arguments: [
            ("1970-01-01T00:00:00.000Z", 0), ("2000-02-29T23:59:59.999Z", 951_868_799_999),
            ("2026-03-01T05:06:07.890Z", 1_772_341_567_890), ("1969-12-31T23:59:59.999Z", -1),
            ("0001-01-01T00:00:00.000Z", -62_135_596_800_000), ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
        ])
    func calendar(text: String, milliseconds: Int64) {
        #expect(Timestamp(text)?.milliseconds == milliseconds)
        #expect(Timestamp(milliseconds: milliseconds).description == text)
    }

    @Test("agrees with Foundation on every day of two centuries")
    func everyDay() {
        let format = Date.ISO8601FormatStyle()
        for day in -25_000..<48_000 {
            let time = Timestamp(milliseconds: Int64(day) * 86_400_000)
            #expect(time.description.prefix(10) == time.date.formatted(format).prefix(10))
        }
    }

    @Test(
        "takes other ways of writing the same time",
        arguments: [
            "2026-03-01T05:06:07Z", "2026-03-01T07:06:07+02:00", "2026-02-28T23:36:07.0009-05:30",
            "2026-03-01t05:06:07.00z",
        ])
    func variants(text: String) {
        #expect(Timestamp(text)?.milliseconds == 1_772_341_567_000)
    }

    @Test(
        "is not read from what is none",
        arguments: [
            "", "2026-03-01", "2026-03-01T05:06:07", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2026-01-32T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:00.Z",
            "2026-01-01T00:00:00+1:00", "2026-01-01T00:00:00Zx", "２０２６-01-01T00:00:00Z", "0000-01-01T00:00:00Z",
        ])
    func rejected(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test("reads and writes the form of HTTP exactly, and takes nothing else for it")
    func httpDate() {
        let text = "Sun, 06 Nov 1994 08:49:37 GMT"
        #expect(Timestamp(httpDate: text) == Timestamp("1994-11-06T08:49:37Z"))
        #expect(Timestamp(milliseconds: 784_111_777_000).httpDate == text)
        #expect(Timestamp(httpDate: "Sat, 28 Feb 2026 23:59:60 GMT") == Timestamp("2026-03-01T00:00:00Z"))
        for text in [
            "", "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 6 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994", "Sun, 31 Feb 2026 00:00:00 GMT", "Sun, 06 Nov 1994 08:49:37 GMT ",
            "Fr 31ܻ\u{FFFD}9 23:5:9 59GMT", "Sun, 06 Nov 0000 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
        ] { #expect(Timestamp(httpDate: text) == nil, "\(text)") }
    }
}
