/// Keeps lines together that reach a terminal at once, as those of a paste do.
///
/// A single dot ends a text only if nothing follows it. A pasted text may have such a line, and what stands behind it must
/// not be taken for commands. So a dot at the end waits until it is known whether more comes.
public struct LineGatherer {
    private var held: [String] = []

    /// How long to wait for what follows a dot, in milliseconds: a paste comes in one piece or in pieces that follow closely,
    /// and nobody notices so short a time.
    public static let pause = 50

    public init() {}

    /// Whether a dot waits for what follows it.
    public var isHolding: Bool { !held.isEmpty }

    /// Takes lines that were there at once. Returns what is ready, which is nothing as long as a dot waits.
    public mutating func take(_ lines: [String]) -> [AppMessage] {
        held += lines
        return held.last.map(LinearState.endsText) ?? true ? [] : end()
    }

    /// Returns what waits: nothing has followed.
    public mutating func end() -> [AppMessage] {
        defer { held = [] }
        return held.count > 1 ? [.linesPasted(held)] : held.map { .lineTyped($0) }
    }
}
