import CommandLineKit
import Foundation
import TerminalKit

/// A terminal that is only written to, line by line: what the linear mode needs of one.
///
/// It sends no escape sequence to a terminal that may not know them.
final class LineTerminal: Terminal {
    private let sendsSequences: Bool
    /// Why the output took no more.
    private(set) var failure: (any Error)?
    /// Called once, when that happens.
    var onFailure: () -> Void = {}

    init(environment: [String: String]) {
        let kind = environment["TERM"] ?? ""
        sendsSequences = isatty(STDOUT_FILENO) == 1 && Self.families.contains(where: kind.hasPrefix)
    }

    /// Emulators that swallow an operating system command which they do not know.
    private static let families = ["xterm", "screen", "tmux", "rxvt", "foot", "alacritty", "konsole", "vte", "wezterm"]

    var size: Size { Size(rows: 24, columns: 80) }
    var colorDepth: ColorDepth { .mono }

    func draw(_ grid: Grid) {}
    func redraw() {}
    func drainInput() -> [InputEvent] { [] }
    func suspend() {}
    func resume() {}
    func close() {}

    func pictureSupport(asking detection: PictureDetection) -> PictureSupport { PictureSupport() }

    func beep() {
        if isatty(STDOUT_FILENO) == 1 { write("\u{07}") }
    }

    func write(raw osc: OSC) {
        if sendsSequences { write(osc.sequence) }
    }

    /// Writes at once. Where the output is gone, so is the reader: nothing more is written then.
    func write(_ text: String) {
        guard failure == nil else { return }
        do {
            try StandardOutput.write(text)
        } catch {
            failure = error
            onFailure()
        }
    }
}
