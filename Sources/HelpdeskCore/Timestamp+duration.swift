import HelpdeskModels
import SystemKit

extension Timestamp {
    func adding(_ duration: Duration) -> Timestamp {
        let (sum, isTooLate) = milliseconds.addingReportingOverflow(duration.wholeMilliseconds)
        return isTooLate ? Timestamp(milliseconds: duration < .zero ? .min : .max) : Timestamp(milliseconds: sum)
    }
}
