import Foundation
import SystemKit

/// A program of the desktop that runs on by itself, without the terminal.
enum DesktopProgram {
    /// Whether it could be started.
    static func start(_ arguments: [String]) -> Bool {
        guard let null = Descriptor("/dev/null", O_RDWR) else { return false }
        let files = (null.number, null.number, null.number)
        guard let child = ChildProcess(arguments, environment: ChildEnvironment.variables, files: files) else {
            return false
        }
        // Until its end has been waited for, it stays in the table of processes.
        Thread.detachNewThread { _ = child.wait() }
        return true
    }
}

/// The environment of the programs that are started for the user.
enum ChildEnvironment {
    /// This program's own without the token: an editor or a viewer has no use for it, and what they start neither.
    static var variables: [String: String] {
        ProcessInfo.processInfo.environment.filter { $0.key != "CABDESK_TOKEN" }
    }
}

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
