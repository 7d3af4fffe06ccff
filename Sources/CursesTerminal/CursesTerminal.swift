import CNcurses
public import Foundation
public import TerminalKit

/// The terminal of this process by ncurses: its screen, keyboard and mouse.
///
/// There is one at a time, and one thread uses it. The owner waits for input on `inputDescriptor` and for SIGWINCH, and
/// calls `drainInput` and `resize` then; on `stopDescriptor` for SIGTSTP. ncurses' own signal handlers are not left in place.
public final class CursesTerminal: Terminal {
    /// Where input arrives: readable when `drainInput` has something to return.
    public static let inputDescriptor = STDIN_FILENO

    public private(set) var size: Size
    public let colorDepth: ColorDepth

    /// Readable when something outside, as `kill -TSTP`, asks the program to stop: see `takeStopSignal`. nil where that
    /// stops it at once.
    public static var stopDescriptor: Int32? { StopSignal.descriptor }

    /// How much one call of `drainInput` reads, so that a flood of pasted text leaves time for everything else. What is
    /// left keeps the descriptor readable.
    private static let maximumUnits = 65_536

    let window: UnsafeMutablePointer<WINDOW>
    private let screen: OpaquePointer
    let output: ScreenOutput
    private let restorePoint: RestorePoint
    private var stopSignal = StopSignal()
    var palette: PairPalette
    var input: InputDecoder
    /// The grid on the screen; nil when it is unknown and everything has to be drawn.
    var shown: Grid?
    /// Rows in which something was painted past ncurses.
    var overlaidRows: Set<Int> = []
    /// The picture on the screen.
    var shownPicture: PlacedPicture?
    var hasAskedForAttributes = false
    /// Text on its way to ncurses, kept to save allocations.
    var buffer: [UInt8] = []
    var isCursorVisible: Bool?
    private var state = State.active

    private enum State { case active, suspended, closed }

    /// Takes the terminal over.
    ///
    /// Respects `TERM`, `NO_COLOR` (no-color.org) and `ESCDELAY` (ncurses(3)) of the environment.
    /// - Parameters:
    ///   - mouse: whether presses and the wheel are reported; then the terminal's own selection needs Shift.
    ///   - escapeDelay: how long to wait after Escape for the rest of a key's sequence, in milliseconds, where the
    ///     environment does not say it.
    /// - Throws: `TerminalError` with the terminal as it was.
    public init(mouse: Bool = true, escapeDelay: Int) throws(TerminalError) {
        let environment = ProcessInfo.processInfo.environment
        let type = environment["TERM"] ?? ""
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            throw TerminalError(code: .notATerminal, detail: type)
        }
        _ = cn_use_utf8_locale()
        let terminalModes = RestorePoint.currentModes()
        let signals = SignalDispositions()
        guard let output = ScreenOutput(), let screen = cn_newterm(output.descriptor), let window = cn_stdscr() else {
            throw TerminalError(code: .unknownTerminal, detail: type)
        }
        signals.restore()
        guard cn_terminal_string("cup") != nil else {
            endwin()
            delscreen(screen)
            throw TerminalError(code: .unsuitableTerminal, detail: type)
        }
        self.screen = screen
        self.output = output
        self.window = window
        restorePoint = RestorePoint(modes: terminalModes)
        size = Size(rows: Int(cn_rows(window)), columns: Int(cn_columns(window)))
        palette = PairPalette(environment: environment)
        colorDepth = palette.depth
        input = InputDecoder()
        configure(mouse: mouse, escapeDelay: Self.escapeDelay(environment, configured: escapeDelay))
    }

    deinit { close() }

    private func configure(mouse: Bool, escapeDelay: Int32) {
        raw()
        noecho()
        nonl()
        nodelay(window, true)
        keypad(window, true)
        meta(window, true)
        intrflush(window, false)
        scrollok(window, false)
        leaveok(window, false)
        set_escdelay(escapeDelay)
        if mouse {
            mousemask(cn_mouse_events(), nil)
            mouseinterval(0)
        }
        KeyCodes.define()
        Self.send(RestorePoint.pasteOn)
        restorePoint.arm()
        stopSignal.catchSignal()
    }

    /// The value of `ESCDELAY`, else of the configuration, in milliseconds. Bounded, as the program does nothing else
    /// meanwhile; a value that is no number says nothing.
    static func escapeDelay(_ environment: [String: String], configured: Int) -> Int32 {
        let asked = environment["ESCDELAY"].flatMap { Int($0) } ?? configured
        return Int32(min(max(0, asked), 5000))
    }

    public func drainInput() -> [InputEvent] {
        guard state == .active else { return [] }
        let hadAttributes = input.attributes != nil
        let events = readInput()
        // Whatever else answered so, nobody waits for it.
        let isAnswer = hasAskedForAttributes && !hadAttributes && input.attributes != nil
        return isAnswer ? events + [.attributesReported] : events
    }

    private func readInput() -> [InputEvent] {
        for _ in 0..<Self.maximumUnits {
            switch wgetch(window) {
            case ERR: return input.finish()
            case KEY_MOUSE:
                var event = MEVENT()
                if getmouse(&event) == OK { input.feed(event) }
            case KEY_RESIZE: break
            case let byte where byte <= UInt8.max: input.feed(UInt8(byte))
            case let keyCode: input.feed(keyCode: keyCode)
            }
        }
        return input.take()
    }

    /// The size of the window, before it is taken over; nil if the terminal does not tell it.
    public static var windowSize: Size? {
        var rows: Int32 = 0
        var columns: Int32 = 0
        guard cn_window_size(STDOUT_FILENO, &rows, &columns) == 1 else { return nil }
        return Size(rows: Int(rows), columns: Int(columns))
    }

    /// Takes over the window's size after SIGWINCH; the new size if it has changed.
    @discardableResult
    public func resize() -> Size? {
        guard state == .active, let newSize = Self.windowSize, newSize != size else { return nil }
        resizeterm(Int32(newSize.rows), Int32(newSize.columns))
        size = newSize
        redraw()
        return newSize
    }

    public func redraw() {
        shown = nil
        clearok(cn_curscr(), true)
    }

    public func beep() {
        if state == .active { CNcurses.beep() }
    }

    public func write(raw osc: OSC) {
        if state == .active { Self.send(osc.sequence) }
    }

    public func suspend() {
        guard state == .active else { return }
        state = .suspended
        leave()
    }

    public func resume() {
        guard state == .suspended else { return }
        state = .active
        redraw()
        doupdate()
        Self.send(RestorePoint.pasteOn)
        isCursorVisible = nil
        restorePoint.arm()
        stopSignal.catchSignal()
        resize()
    }

    /// Whether SIGTSTP has come since this was asked last. Then the owner calls `suspend` and stops the program.
    public func takeStopSignal() -> Bool { StopSignal.take() }

    /// Takes the terminal over again after the process was stopped without `suspend`, as by SIGSTOP, when a shell has
    /// set its own modes meanwhile; false if it is the program's as it was, or another one's.
    public func reclaim() -> Bool {
        let modes = RestorePoint.currentModes()
        guard state == .active, modes.c_lflag & tcflag_t(ICANON) != 0, tcgetpgrp(STDIN_FILENO) == getpgrp()
        else { return false }
        suspend()
        resume()
        return true
    }

    public func close() {
        if state == .closed { return }
        if state == .active { leave() }
        state = .closed
        delscreen(screen)
    }

    private func leave() {
        stopSignal.release()
        RestorePoint.disarm()
        forgetPicture()
        Self.send(RestorePoint.pasteOff)
        curs_set(1)
        endwin()
    }

    /// Gives the terminal back in whatever state the program is. Only for handlers of fatal signals: it is
    /// async-signal-safe, and the terminal cannot be used after it. Does nothing when none is in use.
    public static func emergencyRestore() { RestorePoint.restore() }

    /// Has `emergencyRestore` give back the modes of a terminal that is used without a screen; nil once they are given back.
    public static func protect(_ modes: termios?) { RestorePoint.arm(modesOnly: modes) }

    /// Sends bytes past ncurses, which has none of its own waiting between two calls.
    static func send(_ text: String) { send(Array(text.utf8)) }

    static func send(_ all: [UInt8], to terminal: Int32 = STDOUT_FILENO) {
        var bytes = all[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Foundation.write(terminal, $0.baseAddress, $0.count) }
            if written > 0 { bytes = bytes.dropFirst(written) } else if errno != EINTR { return }
        }
    }
}
