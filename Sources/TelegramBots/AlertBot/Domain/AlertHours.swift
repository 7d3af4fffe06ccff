public import HelpdeskModels

/// The hours of every day, at a fixed offset from UTC, in which something holds: half open, and over midnight where
/// `from` is later than `to`.
///
/// Reckoned from the time's own milliseconds, so that neither the zone of the machine nor its summer time matters.
public struct AlertHours: Sendable, Hashable {
    public let from: TimeOfDay
    public let to: TimeOfDay
    /// Minutes east of UTC.
    public let utcOffsetMinutes: Int

    public init(from: TimeOfDay, to: TimeOfDay, utcOffsetMinutes: Int) {
        self.from = from
        self.to = to
        self.utcOffsetMinutes = utcOffsetMinutes
    }

    /// The night of a desk: from closing to opening.
    public init(outside office: OfficeHours) {
        self.init(from: office.closes, to: office.opens, utcOffsetMinutes: office.utcOffsetMinutes)
    }

    public func contains(_ time: Timestamp) -> Bool {
        OfficeHours(opens: from, closes: to, utcOffsetMinutes: utcOffsetMinutes).isOpen(at: time)
    }
}
