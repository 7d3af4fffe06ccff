import Foundation

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

    /// Which pictures it shows. Where only the terminal itself can tell, it is asked the first time; the answer arrives as
    /// input (`InputEvent.attributesReported`), and this says more from then on.
    func pictureSupport(asking detection: PictureDetection) -> PictureSupport

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

/// A request to the terminal emulator outside of the grid: an operating system command of ECMA-48 as xterm, iTerm2 and
/// urxvt define them.
public enum OSC: Hashable, Sendable {
    /// Put text on the clipboard (OSC 52); works over SSH where the emulator allows it, in tmux with `set-clipboard`.
    case copy(String)
    /// Name the window (OSC 2).
    case title(String)
    /// Show a desktop notification (OSC 9, of iTerm2; also kitty, WezTerm, Ghostty, Windows Terminal).
    case notify(String)
    /// Show a desktop notification with a title (OSC 777, of urxvt; also foot, Ghostty, WezTerm, VTE).
    case notifyTitled(title: String, text: String)

    /// The bytes to send. Text is Base64, or one sanitised line of bounded length without `;`, so it can neither end
    /// the sequence early nor be taken for a parameter (`9;4;…` is a progress bar in some emulators).
    public var sequence: String {
        switch self {
        case .copy(let text): "\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{07}"
        case .title(let text): "\u{1B}]2;\(Self.harmless(text))\u{07}"
        case .notify(let text): "\u{1B}]9;\(Self.harmless(text))\u{07}"
        case .notifyTitled(let title, let text):
            "\u{1B}]777;notify;\(Self.harmless(title));\(Self.harmless(text))\u{07}"
        }
    }

    /// More than any emulator shows, in code points: a character alone may have any number of them.
    private static let maximumLength = 256

    private static func harmless(_ text: String) -> String {
        let shown = Sanitizer.visible(String(text.unicodeScalars.prefix(maximumLength))).unicodeScalars
        // By code points: a mark makes another character of a semicolon, but not for the terminal.
        return String(String.UnicodeScalarView(shown.map { $0 == ";" ? "," : $0 }))
    }
}

/// Why a terminal cannot be used.
public struct TerminalError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable {
        /// The terminal database does not know the terminal's type.
        case unknownTerminal
        /// Standard input or output is not a terminal.
        case notATerminal
        /// The terminal knows its type but cannot place the cursor.
        case unsuitableTerminal
    }

    public let code: Code
    /// The subject, for example the value of `TERM`; sanitised.
    public let detail: String

    public init(code: Code, detail: String) {
        self.code = code
        self.detail = Sanitizer.visible(detail)
    }
}
