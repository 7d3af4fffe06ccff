import Foundation

/// The program that shows a file of some media type.
enum Viewer: Equatable, Sendable {
    /// A program that takes the terminal: the arguments.
    case inTerminal([String])
    /// A program of the desktop, with a window of its own.
    case onDesktop([String])

    /// The configured viewer, by media type (`image/png`), by kind (`image/*`) or for all (`*/*`); else the desktop's
    /// own, where there is a desktop. A `{}` in the arguments is the file; without one it goes last.
    init?(for mediaType: String, file: String, configured: [String: [String]], environment: [String: String]) {
        let kind = mediaType.prefix { $0 != "/" }
        let known = [mediaType, "\(kind)/*", "*/*"].lazy.compactMap { configured[$0] }.first
        if let arguments = known, !arguments.isEmpty {
            let filled = arguments.map { $0 == "{}" ? file : $0 }
            self = .inTerminal(filled == arguments ? arguments + [file] : filled)
        } else if environment["DISPLAY"] != nil || environment["WAYLAND_DISPLAY"] != nil {
            self = .onDesktop(["xdg-open", file])
        } else {
            return nil
        }
    }
}
