import Foundation

/// A request to the terminal emulator outside of the grid: an operating system command of ECMA-48 as xterm defines
/// them.
public enum OSC: Hashable, Sendable {
    /// Put text on the clipboard (OSC 52); works over SSH where the emulator allows it.
    case copy(String)
    /// Name the window (OSC 2).
    case title(String)
    /// Show a desktop notification (OSC 9).
    case notify(String)

    /// The bytes to send. Text is Base64 or sanitised, so it cannot end the sequence early.
    public var sequence: String {
        switch self {
        case .copy(let text): "\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{07}"
        case .title(let text): "\u{1B}]2;\(Sanitizer.visible(text))\u{07}"
        case .notify(let text): "\u{1B}]9;\(Sanitizer.visible(text))\u{07}"
        }
    }
}
