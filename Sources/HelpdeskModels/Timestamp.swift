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
        // What is read from a damaged disk may be any number.
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
