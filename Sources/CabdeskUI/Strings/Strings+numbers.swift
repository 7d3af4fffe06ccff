import Foundation
import HelpdeskCore
public import HelpdeskModels

extension Strings {
    /// A date and, where 16 columns or more are there, the time of day.
    func date(_ time: Timestamp, columns: Int) -> String {
        columns >= 16 ? dateTime(time) : date(time)
    }

    /// At most five columns: the time of day of today, day and month of this year, else the year.
    func shortDate(_ time: Timestamp, now: Timestamp) -> String {
        let civil = CivilTime(time, in: timeZone)
        let today = CivilTime(now, in: timeZone)
        guard civil.year == today.year else { return "\(civil.year)" }
        if civil.month == today.month, civil.day == today.day { return self.time(time) }
        return switch language {
        case .english: "\(two(civil.month))-\(two(civil.day))"
        case .ukrainian, .russian: "\(two(civil.day)).\(two(civil.month))"
        }
    }

    /// The time of day of today, within this year with day and month before it, else with the whole date.
    func shortDateTime(_ time: Timestamp, now: Timestamp) -> String {
        let (civil, today) = (CivilTime(time, in: timeZone), CivilTime(now, in: timeZone))
        guard civil.year == today.year else { return dateTime(time) }
        let isToday = civil.month == today.month && civil.day == today.day
        return isToday ? self.time(time) : "\(shortDate(time, now: now)) \(self.time(time))"
    }

    /// Ten columns: day, month and year as the language writes them in numbers.
    public func date(_ time: Timestamp) -> String {
        let civil = CivilTime(time, in: timeZone)
        return switch language {
        case .english: "\(civil.year)-\(two(civil.month))-\(two(civil.day))"
        case .ukrainian, .russian: "\(two(civil.day)).\(two(civil.month)).\(civil.year)"
        }
    }

    /// Sixteen columns: date and time of day in the reader's zone.
    public func dateTime(_ time: Timestamp) -> String { "\(date(time)) \(self.time(time))" }

    /// Hours and minutes in the reader's zone.
    public func time(_ time: Timestamp) -> String {
        let civil = CivilTime(time, in: timeZone)
        return "\(two(civil.hour)):\(two(civil.minute))"
    }

    /// Hours and minutes at an offset from UTC.
    func time(_ time: Timestamp, offsetMinutes: Int) -> String {
        let civil = CivilTime(time, offsetSeconds: offsetMinutes * 60)
        return "\(two(civil.hour)):\(two(civil.minute))"
    }

    /// A day in words, for a separator.
    func day(_ time: Timestamp) -> String {
        let civil = CivilTime(time, in: timeZone)
        let months =
            switch language {
            case .english:
                [
                    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                    "November", "December",
                ]
            case .ukrainian:
                [
                    "січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня",
                    "листопада", "грудня",
                ]
            case .russian:
                [
                    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября",
                    "ноября", "декабря",
                ]
            }
        return "\(civil.day) \(months[civil.month - 1]) \(civil.year)"
    }

    /// A zone as `GMT+3` or `GMT+5:30`.
    func zone(_ hours: OfficeHours) -> String {
        let minutes = abs(hours.utcOffsetMinutes)
        let sign = hours.utcOffsetMinutes < 0 ? "-" : "+"
        return "GMT\(sign)\(minutes / 60)" + (minutes % 60 == 0 ? "" : ":\(two(minutes % 60))")
    }

    /// A size in bytes for a reader, in powers of 1024.
    public func size(_ bytes: Int64) -> String {
        let units =
            language == .english ? ["B", "KB", "MB", "GB", "TB"] : ["Б", "КБ", "МБ", "ГБ", "ТБ"]
        var value = Double(bytes)
        var unit = 0
        while value >= 1024, unit < units.count - 1 {
            value /= 1024
            unit += 1
        }
        let rounded = unit == 0 || value >= 10 ? "\(Int(value.rounded()))" : "\((value * 10).rounded() / 10)"
        let written = language == .english ? rounded : rounded.replacing(".", with: ",")
        return "\(written) \(units[unit])"
    }

    /// Rate and remaining time of a transfer, as far as they are known yet.
    func rate(_ progress: TransferProgress, perSecond: String, left: String) -> String {
        guard let rate = progress.rate, let remaining = progress.remaining else { return "" }
        return ", \(size(Int64(rate)))\(perSecond), \(duration(remaining))\(left)"
    }

    /// Hours, minutes and seconds, as a clock shows them.
    func duration(_ duration: Duration) -> String {
        let seconds = Int(duration.components.seconds)
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        return hours > 0
            ? "\(hours):\(two(minutes)):\(two(seconds % 60))" : "\(minutes):\(two(seconds % 60))"
    }

    /// How long ago something was, in at most seven columns: minutes, hours, then days.
    public func age(since time: Timestamp, now: Timestamp) -> String {
        span(seconds: Int(max(0, now.milliseconds - time.milliseconds) / 1000))
    }

    /// A length of time in its largest unit: minutes, hours, then days.
    func span(seconds: Int) -> String {
        let minutes = seconds / 60
        let (number, unit) =
            minutes < 60 ? (minutes, 0) : minutes < 48 * 60 ? (minutes / 60, 1) : (minutes / (24 * 60), 2)
        let units =
            switch language {
            case .english: ["min", "h", "d"]
            case .ukrainian: ["хв", "год", "дн"]
            case .russian: ["мин", "ч", "дн"]
            }
        return "\(number) \(units[unit])"
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension TransferProgress {
    /// In hundredths, of which a file of no bytes has all.
    var percent: Int { total > 0 ? Int(min(100, done * 100 / total)) : 100 }
}
