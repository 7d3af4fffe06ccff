public import Foundation
import HelpdeskModels

/// A time as a calendar and a clock show it (proleptic Gregorian calendar).
struct CivilTime: Equatable {
    let year: Int
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int

    struct Day: Equatable {
        let year: Int
        let month: Int
        let day: Int
    }

    var date: Day { Day(year: year, month: month, day: day) }

    init(_ time: Timestamp, in zone: ReaderZone) {
        self.init(time, offsetSeconds: zone.offsetSeconds(at: time))
    }

    init(_ time: Timestamp, offsetSeconds: Int) {
        var seconds = time_t(time.milliseconds / 1000) + time_t(offsetSeconds)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        year = Int(parts.tm_year) + 1900
        month = Int(parts.tm_mon) + 1
        day = Int(parts.tm_mday)
        hour = Int(parts.tm_hour)
        minute = Int(parts.tm_min)
    }
}

/// The time zone that a reader's times are shown in.
public enum ReaderZone: Hashable, Sendable {
    /// The one of this process as the C library has it: `TZ` in every form of tzset(3), names, offsets (`UTC-3`) and
    /// rules for summer time among them, else the machine's zone. Foundation knows only the names.
    case system
    case named(TimeZone)

    /// Seconds east of Greenwich at that time.
    func offsetSeconds(at time: Timestamp) -> Int {
        switch self {
        case .system:
            var seconds = time_t(time.milliseconds / 1000)
            var parts = tm()
            return localtime_r(&seconds, &parts) == nil ? 0 : parts.tm_gmtoff
        case .named(let zone): return zone.secondsFromGMT(for: time.date)
        }
    }
}
