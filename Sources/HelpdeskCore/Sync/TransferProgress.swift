public import HelpdeskModels

/// How far a file has got.
public struct TransferProgress: Hashable, Sendable {
    /// The attachment's.
    public var id: Attachment.ID?
    /// The file's name.
    public var name: String
    /// Bytes there by now, those of an earlier try included.
    public var done: Int64
    /// In bytes.
    public var total: Int64
    /// Bytes that were there when the transfer began: of an earlier try.
    public var initial: Int64
    /// When the transfer began.
    public var started: Timestamp
    /// When `done` was so.
    public var updated: Timestamp

    public init(
        id: Attachment.ID? = nil, name: String, done: Int64, total: Int64, initial: Int64 = 0,
        started: Timestamp = .now, updated: Timestamp? = nil
    ) {
        self.id = id
        self.name = name
        self.done = done
        self.total = total
        self.initial = initial
        self.started = started
        self.updated = updated ?? started
    }

    /// The mean since the start, in bytes a second; nil in the first half second, which tells nothing yet.
    public var rate: Double? {
        let milliseconds = updated.milliseconds - started.milliseconds
        guard milliseconds >= 500, done > initial else { return nil }
        return Double(done - initial) * 1000 / Double(milliseconds)
    }

    /// Whether a person would see that it went on since `shown`: a hundredth of the file, or half a second.
    public func isWorthShowing(after shown: TransferProgress?) -> Bool {
        guard let shown, shown.id == id else { return true }
        let step = max(1, total / 100)
        return shown.done / step != done / step || updated - shown.updated >= .milliseconds(500)
    }

    /// How long the rest takes at the mean rate, in whole seconds rounded up; nil while the rate is not known.
    public var remaining: Duration? {
        guard let rate, total >= done else { return nil }
        return .seconds(Int64((Double(total - done) / rate).rounded(.up)))
    }
}
