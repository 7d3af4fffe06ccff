/// The support operation that a backend serves.
public struct Desk: Codable, Hashable, Sendable {
    /// The value of `api` of a backend that speaks version 1 of Cabdesk's own interface.
    public static let apiVersion1 = "cabdesk/1"

    /// Names the interface, so that a client recognises a backend of another kind.
    public var api: String
    public var name: String
    /// Nil if they are not configured; a desk of `cabdeskd` always has some.
    public var officeHours: OfficeHours?
    /// The bot that carries answers and replies; nil if the desk has none.
    public var supportBot: TelegramBot?
    /// The bot for when the program or the telephony is unavailable, and for the night; nil if the desk has none.
    public var alertBot: TelegramBot?
    public var limits: Limits
    /// The longest note for the next shift, in Unicode scalars; nil for a desk that takes none.
    public var shiftNoteLength: Int?
    /// How long it remembers who is at work on a ticket, in seconds; nil for a desk that does not.
    public var presence: Int?
    /// How many canned replies the desk may have, and each specialist; nil for a desk that keeps none. Only the staff has any.
    public var cannedReplyCount: Int?
    /// Whether the change feed can begin with the newest tickets, and leave out old ones for the staff; nil for a desk that is
    /// older than that.
    public var newestFirst: Bool?
    /// The longest text that it searches for, in Unicode scalars; nil for a desk that cannot be searched.
    public var searchLength: Int?

    public init(
        api: String = Desk.apiVersion1, name: String, officeHours: OfficeHours?, supportBot: TelegramBot? = nil,
        alertBot: TelegramBot? = nil, limits: Limits = .standard, shiftNoteLength: Int? = nil,
        presence: Int? = nil, cannedReplyCount: Int? = nil, newestFirst: Bool? = nil,
        searchLength: Int? = nil
    ) {
        self.api = api
        self.name = name
        self.officeHours = officeHours
        self.supportBot = supportBot
        self.alertBot = alertBot
        self.limits = limits
        self.shiftNoteLength = shiftNoteLength
        self.presence = presence
        self.cannedReplyCount = cannedReplyCount
        self.newestFirst = newestFirst
        self.searchLength = searchLength
    }
}

/// When the desk handles all topics: every day from `opens` to `closes` in the desk's time zone.
///
/// The interval is half open: at `opens` the desk is open, at `closes` it is closed.
public struct OfficeHours: Codable, Hashable, Sendable {
    /// Another offset from UTC, as summer time begins or ends.
    public struct OffsetChange: Codable, Hashable, Sendable {
        public var at: Timestamp
        public var utcOffsetMinutes: Int

        public init(at: Timestamp, utcOffsetMinutes: Int) {
            self.at = at
            self.utcOffsetMinutes = utcOffsetMinutes
        }
    }

    public var opens: TimeOfDay
    public var closes: TimeOfDay
    /// Minutes east of UTC; 180 for GMT+3.
    public var utcOffsetMinutes: Int
    /// The name of the zone in the tz database (`Europe/Kyiv`); nil for a fixed offset.
    public var timeZone: String?
    /// The next change of the offset; nil for none. So that a reader needs no tz database.
    public var next: OffsetChange?

    /// The valid offsets, in minutes.
    public static let offsets = -14 * 60...14 * 60

    public init(
        opens: TimeOfDay, closes: TimeOfDay, utcOffsetMinutes: Int, timeZone: String? = nil, next: OffsetChange? = nil
    ) {
        self.opens = opens
        self.closes = closes
        self.utcOffsetMinutes = utcOffsetMinutes
        self.timeZone = timeZone
        self.next = next
    }

    /// Throws for an offset that no time zone has, because a time computed with it could overflow.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        opens = try container.decode(TimeOfDay.self, forKey: .opens)
        closes = try container.decode(TimeOfDay.self, forKey: .closes)
        utcOffsetMinutes = try container.decode(Int.self, forKey: .utcOffsetMinutes)
        timeZone = try container.decodeIfPresent(String.self, forKey: .timeZone)
        next = try container.decodeIfPresent(OffsetChange.self, forKey: .next)
        guard Self.offsets.contains(utcOffsetMinutes), Self.offsets.contains(next?.utcOffsetMinutes ?? 0) else {
            throw DecodingError.dataCorruptedError(
                forKey: .utcOffsetMinutes, in: container, debugDescription: "not an offset of a zone")
        }
    }

    /// Minutes east of UTC at a time, as far as it is known: before the change after the next one.
    public func offset(at time: Timestamp) -> Int {
        if let next, time >= next.at { next.utcOffsetMinutes } else { utcOffsetMinutes }
    }

    public func isOpen(at time: Timestamp) -> Bool {
        let now = minuteOfDay(at: time)
        return opens <= closes
            ? (opens.minutes..<closes.minutes).contains(now)
            : now >= opens.minutes || now < closes.minutes
    }

    /// The next moment at which the desk opens (if closed at `time`) or closes (if open), in whole minutes.
    public func nextChange(after time: Timestamp) -> Timestamp {
        let target = isOpen(at: time) ? closes.minutes : opens.minutes
        let ahead = (target - minuteOfDay(at: time) + 1440) % 1440
        let minuteStart = time.milliseconds - Self.remainder(time.milliseconds, 60_000)
        let change = Timestamp(milliseconds: minuteStart + Int64(ahead == 0 ? 1440 : ahead) * 60_000)
        // With another offset by then the clock shows another time; never a moment that has passed.
        let shift = Int64(offset(at: time) - offset(at: change)) * 60_000
        return max(Timestamp(milliseconds: change.milliseconds + shift), Timestamp(milliseconds: minuteStart + 60_000))
    }

    /// The time between two moments in which the desk is open. Spans of more than 90 days count as those.
    public func openMilliseconds(from start: Timestamp, to end: Timestamp) -> Int64 {
        var (time, sum) = (start, Int64(0))
        let end = min(end, start.adding(seconds: Self.longest))
        while time < end {
            let next = min(nextChange(after: time), end)
            if isOpen(at: time) { sum += next.milliseconds - time.milliseconds }
            time = next
        }
        return sum
    }

    /// The moment at which the desk will have been open for so long after `start`; nil if that takes more than 90 days.
    public func time(after start: Timestamp, openFor milliseconds: Int64) -> Timestamp? {
        var (time, rest) = (start, milliseconds)
        let end = start.adding(seconds: Self.longest)
        while time < end {
            let next = nextChange(after: time)
            if isOpen(at: time) {
                let span = next.milliseconds - time.milliseconds
                if rest <= span { return Timestamp(milliseconds: time.milliseconds + rest) }
                rest -= span
            }
            time = next
        }
        return nil
    }

    /// In seconds.
    private static let longest: Double = 90 * 86_400

    private func minuteOfDay(at time: Timestamp) -> Int {
        Int(Self.remainder(time.milliseconds + Int64(offset(at: time)) * 60_000, 86_400_000) / 60_000)
    }

    private static func remainder(_ value: Int64, _ modulus: Int64) -> Int64 {
        ((value % modulus) + modulus) % modulus
    }
}

/// A time on the clock in whole minutes, `00:00` to `24:00`; on the wire `HH:MM`.
public struct TimeOfDay: Hashable, Sendable, Comparable, LosslessStringConvertible {
    /// Minutes since midnight, 0 to 1440.
    public let minutes: Int

    public init?(minutes: Int) {
        guard (0...1440).contains(minutes) else { return nil }
        self.minutes = minutes
    }

    public init?(_ description: String) {
        let parts = description.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy(Self.isTwoDigits),
            let hour = Int(parts[0]), let minute = Int(parts[1]), (0..<60).contains(minute)
        else { return nil }
        self.init(minutes: hour * 60 + minute)
    }

    private static func isTwoDigits(_ text: Substring) -> Bool {
        text.utf8.count == 2 && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    public var description: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }

    public static func < (left: Self, right: Self) -> Bool { left.minutes < right.minutes }
}

extension TimeOfDay: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let time = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a time HH:MM")
        }
        self = time
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
