/// The screen and the keyboard. Used from one thread; the owner says when input waits and when the window changed.
public protocol Terminal: AnyObject {
    var size: Size { get }
    var colorDepth: ColorDepth { get }

    /// Shows the grid; only what differs from what was shown is sent. A grid of another size is clipped.
    func draw(_ grid: Grid)

    /// Forgets what the screen shows, so that the next `draw` repaints all of it: for what another program wrote there.
    func redraw()

    /// Everything typed, pasted or clicked since the last call; never waits.
    func drainInput() -> [InputEvent]

    func beep()

    /// Asks the terminal emulator for something outside of the grid.
    func write(raw osc: OSC)

    /// Hands the terminal over to another program or to the shell, as it was before the start.
    func suspend()

    /// Takes the terminal back after `suspend`; the next `draw` repaints everything.
    func resume()

    /// Leaves the terminal as it was before the start. May be called more than once.
    func close()
}
