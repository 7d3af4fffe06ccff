import HelpdeskModels

extension Timestamp {
    func adding(_ duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        let (product, isTooLarge) = seconds.multipliedReportingOverflow(by: 1000)
        let (sum, isTooLate) = milliseconds.addingReportingOverflow(product)
        guard !isTooLarge, !isTooLate else { return Timestamp(milliseconds: duration < .zero ? .min : .max) }
        return Timestamp(milliseconds: sum &+ attoseconds / 1_000_000_000_000_000)
    }
}
