import HelpdeskModels

extension Timestamp {
    func adding(_ duration: Duration) -> Timestamp {
        let (sum, isTooLate) = milliseconds.addingReportingOverflow(duration.wholeMilliseconds)
        return isTooLate ? Timestamp(milliseconds: duration < .zero ? .min : .max) : Timestamp(milliseconds: sum)
    }
}

extension Duration {
    /// Rounded towards zero; the largest number there is where it is more.
    var wholeMilliseconds: Int64 {
        let (seconds, isTooLarge) = components.seconds.multipliedReportingOverflow(by: 1000)
        if isTooLarge { return self < .zero ? .min : .max }
        return seconds &+ components.attoseconds / 1_000_000_000_000_000
    }
}
