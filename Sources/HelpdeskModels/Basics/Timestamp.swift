public import Foundation

/// A point in time, in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// On the wire an RFC 3339 string in UTC with three fractional digits (`2026-03-01T05:06:07.890Z`); in a database the
/// integer. Whole milliseconds survive both ways unchanged, which a floating-point date does not.
public struct Timestamp: Hashable, Sendable, RawRepresentable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    public init(rawValue: Int64) {
        milliseconds = rawValue
    }

    public var rawValue: Int64 { milliseconds }

    public init(_ date: Date) {
        milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded())
    }

    /// The clock of this machine.
    public static var now: Timestamp { Timestamp(Date()) }

    public var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

    public func adding(seconds: Double) -> Timestamp {
        Timestamp(milliseconds: milliseconds + Int64((seconds * 1000).rounded()))
    }

    public static func - (left: Timestamp, right: Timestamp) -> Duration {
        // A number read from a damaged disk can be anything.
        let (difference, isTooLarge) = left.milliseconds.subtractingReportingOverflow(right.milliseconds)
        return .milliseconds(isTooLarge ? (left < right ? .min : .max) : difference)
    }
}

extension Timestamp: Comparable {
    public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }
}

extension Timestamp: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let time = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an RFC 3339 date-time")
        }
        self = time
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// The text form: RFC 3339, section 5.6, in UTC with three fractional digits.
///
/// Computed in whole numbers, because a floating-point date sometimes loses a millisecond, and a read mark that is a
/// millisecond early leaves its message unread.
extension Timestamp: LosslessStringConvertible {
    private static let millisecondsInDay: Int64 = 86_400_000

    /// The years 0001 to 9999 in UTC, which is the range of the text form.
    private static let writable =
        days(year: 1, month: 1, day: 1) * millisecondsInDay..<days(year: 10_000, month: 1, day: 1) * millisecondsInDay

    /// Reads an RFC 3339 date-time of the years 0001 to 9999; digits of the fraction past the third are dropped.
    public init?(_ description: String) {
        var reader = DateTimeReader(description.utf8[...])
        guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
            let day = reader.number(2), reader.skip("T", or: "t"), let hour = reader.number(2), reader.skip(":"),
            let minute = reader.number(2), reader.skip(":"), let second = reader.number(2),
            let fraction = reader.milliseconds(), let offset = reader.offsetMinutes(), reader.isAtEnd,
            year >= 1, (1...12).contains(month), (1...Self.days(inMonth: month, year)).contains(day),
            hour < 24, minute < 60, second <= 60
        else { return nil }
        let minutes = (hour * 60 + minute - offset) * 60_000
        let days = Self.days(year: year, month: month, day: day)
        self.init(milliseconds: days * Self.millisecondsInDay + minutes + second * 1000 + fraction)
        guard isWritable else { return nil }
    }

    /// Whether the text form can express it.
    public var isWritable: Bool { Self.writable.contains(milliseconds) }

    public var description: String {
        // A time without a text form must not look like another time.
        guard isWritable else { return "out of range: \(milliseconds)" }
        return String(unsafeUninitializedCapacity: Self.textLength, initializingUTF8With: putText)
    }

    static var textLength: Int { 24 }

    /// Writes the text of a writable time and returns its length.
    func putText(_ text: UnsafeMutableBufferPointer<UInt8>) -> Int {
        let (days, time) = milliseconds.quotientAndModulus(Self.millisecondsInDay)
        let (year, month, day) = Self.date(days: days)
        var count = 0
        func put(_ number: Int64, _ digits: Int, _ end: Unicode.Scalar) {
            var rest = number
            for place in (count..<count + digits).reversed() {
                text[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            text[count + digits] = UInt8(ascii: end)
            count += digits + 1
        }
        put(year, 4, "-")
        put(month, 2, "-")
        put(day, 2, "T")
        put(time / 3_600_000, 2, ":")
        put(time / 60_000 % 60, 2, ":")
        put(time / 1000 % 60, 2, ".")
        put(time % 1000, 3, "Z")
        return count
    }

    private static func days(inMonth month: Int64, _ year: Int64) -> Int64 {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    // Years are counted from March, so that the leap day comes last and the lengths of the months follow one formula: 153
    // days in five months. There are 719,468 days between 0000-03-01 and 1970-01-01.

    /// Days from 1970-01-01.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let marchYear = month > 2 ? year : year - 1
        let marchMonth = (month + 9) % 12
        let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
        return marchYear * 365 + leapDays + (153 * marchMonth + 2) / 5 + day - 1 - 719_468
    }

    private static func date(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = (days + 719_468).quotientAndModulus(146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
    }
}

extension Int64 {
    /// Division that rounds down, with the remainder that is never negative.
    fileprivate func quotientAndModulus(_ divisor: Int64) -> (Int64, Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

/// Reads the parts of a date-time from the front of its text.
private struct DateTimeReader {
    private var rest: Substring.UTF8View

    init(_ text: Substring.UTF8View) {
        rest = text
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// A number of exactly `count` digits.
    mutating func number(_ count: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<count {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    mutating func skip(_ character: Unicode.Scalar, or other: Unicode.Scalar) -> Bool {
        skip(character) || skip(other)
    }

    /// The fraction of a second in milliseconds, zero if there is none; nil if no digit follows the point.
    mutating func milliseconds() -> Int64? {
        guard skip(".") else { return 0 }
        guard let first = digit() else { return nil }
        var value = first * 100
        var weight: Int64 = 10
        while let next = digit() {
            value += next * weight
            weight /= 10
        }
        return value
    }

    /// `Z` or `+HH:MM`, in minutes east of Greenwich.
    mutating func offsetMinutes() -> Int64? {
        if skip("Z", or: "z") { return 0 }
        let isWest = rest.first == UInt8(ascii: "-")
        guard skip("+", or: "-"), let hours = number(2), skip(":"), let minutes = number(2), hours < 24, minutes < 60
        else { return nil }
        return (hours * 60 + minutes) * (isWest ? -1 : 1)
    }

    private mutating func digit() -> Int64? {
        guard let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        rest.removeFirst()
        return Int64(byte - UInt8(ascii: "0"))
    }
}

/// The form of HTTP (RFC 9110, section 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`, whatever the locale is.
extension Timestamp {
    /// Reads only the form that is still sent, and exactly that: a lenient reader makes a date of nearly anything. The day
    /// of the week is ignored.
    package init?(httpDate text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0].utf8.count == 4, parts[0].hasSuffix(","), parts[5] == "GMT",
            let month = Self.months.firstIndex(of: String(parts[2]))
        else { return nil }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        self.init("\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
    }

    package var httpDate: String {
        var seconds = time_t(milliseconds / 1000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return
            "\(Self.days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(Self.months[Int(parts.tm_mon)]) "
            + "\(1900 + parts.tm_year) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT"
    }

    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
