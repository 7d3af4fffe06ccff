import Foundation
package import HelpdeskModels

/// Office hours in a zone with summer time.
extension OfficeHours {
    /// With the offsets that the zone has from `time` on; nil if the tz database does not have it.
    package init?(opens: TimeOfDay, closes: TimeOfDay, timeZone: String, at time: Timestamp) {
        guard let zone = Self.zone(timeZone) else { return nil }
        let date = Date(timeIntervalSince1970: Double(time.milliseconds) / 1000)
        func offset(_ date: Date) -> Int { zone.secondsFromGMT(for: date) / 60 }
        let change = zone.nextDaylightSavingTimeTransition(after: date).map { next in
            OffsetChange(
                at: Timestamp(milliseconds: Int64((next.timeIntervalSince1970 * 1000).rounded())),
                utcOffsetMinutes: offset(next.addingTimeInterval(1)))
        }
        self.init(
            opens: opens, closes: closes, utcOffsetMinutes: offset(date), timeZone: timeZone, next: change)
    }

    /// The same hours as they are from `time` on.
    package func at(_ time: Timestamp) -> OfficeHours {
        timeZone.flatMap { OfficeHours(opens: opens, closes: closes, timeZone: $0, at: time) } ?? self
    }

    /// A name of the tz database has a region; abbreviations such as `EST` mean different things to different people.
    private static func zone(_ name: String) -> TimeZone? {
        // The lookup may end a name at such a character, or pass over it.
        guard Limits.isPlainLine(name) else { return nil }
        return name.contains("/") || name == "UTC" ? TimeZone(identifier: name) : nil
    }
}

extension Helpdesk {
    /// Tells clients of the next change of the offset, once the one that they know of is over. Waits for the database.
    func refreshOfficeHours(at time: Timestamp) throws {
        var desk = try database.inspect { try $0.desk() }
        guard let hours = desk.officeHours, let next = hours.next, next.at <= time else { return }
        desk.officeHours = hours.at(time)
        try setDesk(desk)
    }
}
