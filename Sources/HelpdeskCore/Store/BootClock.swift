import Foundation
public import HelpdeskModels
import SystemKit

/// Time that only goes forward, at its own pace whatever is done to the date, and that is the same in all processes:
/// for everything that waits.
public struct BootClock: Sendable {
    /// Names what the times count from. Times of different eras cannot be compared.
    public let era: String
    let read: @Sendable () -> Timestamp

    public init(era: String, read: @escaping @Sendable () -> Timestamp) {
        self.era = era
        self.read = read
    }

    /// Milliseconds since the machine started, its sleep included (clock_gettime(2), `CLOCK_BOOTTIME`); the era is the
    /// kernel's id of this start; without /proc it is the same after every start, and what waits then waits its time.
    public static let machine = BootClock(
        era: (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)) ?? "",
        read: {
            var time = timespec()
            clock_gettime(CLOCK_BOOTTIME, &time)
            return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
        })
}

/// A point in time on both clocks.
struct Moment: Sendable {
    /// The date, for what people read and for ids.
    let wall: Timestamp
    /// On the steady clock, for what waits.
    let steady: Timestamp

    /// The date at which the steady clock shows `time`, if nobody sets the date until then.
    func date(of time: Timestamp) -> Timestamp { wall.adding(time - steady) }
}

extension Timestamp {
    func adding(_ duration: Duration) -> Timestamp {
        let (sum, isTooLate) = milliseconds.addingReportingOverflow(duration.wholeMilliseconds)
        return isTooLate ? Timestamp(milliseconds: duration < .zero ? .min : .max) : Timestamp(milliseconds: sum)
    }
}
