import Foundation

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
