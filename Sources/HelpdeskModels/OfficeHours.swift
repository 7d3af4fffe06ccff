/// When the desk handles all topics: every day from `opens` to `closes` at a fixed offset from UTC.
///
/// The interval is half open: at `opens` the desk is open, at `closes` it is closed.
public struct OfficeHours: Codable, Hashable, Sendable {
    public var opens: TimeOfDay
    public var closes: TimeOfDay
    /// Minutes east of UTC; 180 for GMT+3.
    public var utcOffsetMinutes: Int

    /// The offsets there can be, in minutes.
    public static let offsets = -14 * 60...14 * 60

    public init(opens: TimeOfDay, closes: TimeOfDay, utcOffsetMinutes: Int) {
        self.opens = opens
        self.closes = closes
        self.utcOffsetMinutes = utcOffsetMinutes
    }

    /// Throws for an offset that no zone has: nobody could compute with it.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        opens = try container.decode(TimeOfDay.self, forKey: .opens)
        closes = try container.decode(TimeOfDay.self, forKey: .closes)
        utcOffsetMinutes = try container.decode(Int.self, forKey: .utcOffsetMinutes)
        guard Self.offsets.contains(utcOffsetMinutes) else {
            throw DecodingError.dataCorruptedError(
                forKey: .utcOffsetMinutes, in: container, debugDescription: "not an offset of a zone")
        }
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
        return Timestamp(milliseconds: minuteStart + Int64(ahead == 0 ? 1440 : ahead) * 60_000)
    }

    private func minuteOfDay(at time: Timestamp) -> Int {
        Int(Self.remainder(time.milliseconds + Int64(utcOffsetMinutes) * 60_000, 86_400_000) / 60_000)
    }

    private static func remainder(_ value: Int64, _ modulus: Int64) -> Int64 {
        ((value % modulus) + modulus) % modulus
    }
}
