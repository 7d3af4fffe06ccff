/// Input from the terminal.
public enum InputEvent: Hashable, Sendable {
    case key(Key)
    /// Pasted text as it was sent, control characters included, line ends as `\n`. Not for drawing unsanitised.
    case paste(String)
    case mouse(MouseEvent)
    case resized(Size)
    /// The terminal said what it can do: `pictureSupport` may know more now.
    case attributesReported
}

/// Something done with the mouse over a cell.
public struct MouseEvent: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case press, doublePress, wheelUp, wheelDown
    }

    public var kind: Kind
    public var position: Position

    public init(kind: Kind, position: Position) {
        self.kind = kind
        self.position = position
    }
}

/// Tells the second of two quick presses on one place from the first.
public struct PressCounter: Sendable {
    /// How soon the second press has to follow.
    public static let interval = Duration.milliseconds(400)

    private var last: (position: Position, time: ContinuousClock.Instant)?

    public init() {}

    /// The kind of a press, `.press` or `.doublePress`; the press after a double press counts as a first one again.
    /// - Parameter time: when it came, by a clock that nobody sets.
    public mutating func kind(ofPressAt position: Position, time: ContinuousClock.Instant) -> MouseEvent.Kind {
        let isDouble = last.map { $0.position == position && time - $0.time < Self.interval } ?? false
        last = isDouble ? nil : (position, time)
        return isDouble ? .doublePress : .press
    }
}
