import Foundation
import HelpdeskModels

/// A time as a calendar and a clock show it (proleptic Gregorian calendar).
struct CivilTime: Equatable {
    let year: Int
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int

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
