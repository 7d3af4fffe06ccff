/// Tells the second of two quick presses on one place from the first.
public struct PressCounter: Sendable {
    /// How soon the second press has to follow.
    public static let interval = Duration.milliseconds(400)

    private var last: (position: Position, time: ContinuousClock.Instant)?

    public init() {}

    /// What a press is, `.press` or `.doublePress`; the one after a double press is a first one again.
    /// - Parameter time: when it came, by a clock that nobody sets.
    public mutating func kind(ofPressAt position: Position, time: ContinuousClock.Instant) -> MouseEvent.Kind {
        let isDouble = last.map { $0.position == position && time - $0.time < Self.interval } ?? false
        last = isDouble ? nil : (position, time)
        return isDouble ? .doublePress : .press
    }
}
