public import TerminalKit

/// A terminal in memory: records what it shows, and returns the input that it was given.
public final class MemoryTerminal: Terminal {
    public private(set) var size: Size
    public let colorDepth: ColorDepth
    /// The content of the screen; nil before the first `draw`, after `suspend` and after `close`.
    public private(set) var grid: Grid?
    /// How often `draw` was called.
    public private(set) var frames = 0
    /// The requests to the terminal emulator, oldest first; `sequence` of each is what would have been sent.
    public private(set) var requests: [OSC] = []
    public private(set) var beeps = 0
    /// What it says about pictures.
    public var pictures = PictureSupport()
    /// How often a whole repaint was asked for.
    public private(set) var redraws = 0
    public private(set) var isSuspended = false
    public private(set) var isClosed = false
    private var input: [InputEvent] = []

    public init(size: Size = Size(rows: 24, columns: 80), colorDepth: ColorDepth = .trueColor) {
        self.size = size
        self.colorDepth = colorDepth
    }

    /// Types, pastes or clicks; `drainInput` returns it.
    public func feed(_ events: InputEvent...) { input.append(contentsOf: events) }

    /// Changes the window's size and says so in the input.
    public func resize(to newSize: Size) {
        size = newSize
        input.append(.resized(newSize))
    }

    public func draw(_ grid: Grid) {
        frames += 1
        if !isSuspended, !isClosed { self.grid = grid }
    }

    public func drainInput() -> [InputEvent] {
        if isSuspended || isClosed { return [] }
        defer { input.removeAll() }
        return input
    }

    public func redraw() { redraws += 1 }

    public func pictureSupport(asking detection: PictureDetection) -> PictureSupport { pictures }

    public func beep() { beeps += 1 }

    public func write(raw osc: OSC) { requests.append(osc) }

    public func suspend() {
        isSuspended = true
        grid = nil
    }

    public func resume() { isSuspended = false }

    public func close() {
        isClosed = true
        grid = nil
    }
}
