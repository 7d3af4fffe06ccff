import Foundation

/// The program that shows a file of some media type.
enum Viewer: Equatable, Sendable {
    /// A program that takes the terminal: the arguments.
    case inTerminal([String])
    /// A program of the desktop, with a window of its own.
    case onDesktop([String])

    /// The configured program, in whose arguments `{}` stands for the file; else the desktop's own, where there is a
    /// desktop.
    init?(configured: [String]?, file: String, environment: [String: String]) {
        if let configured {
            self = .inTerminal(configured.map { $0.replacing("{}", with: file) })
        } else if environment["DISPLAY"] != nil || environment["WAYLAND_DISPLAY"] != nil {
            self = .onDesktop(["xdg-open", file])
        } else {
            return nil
        }
    }
}
