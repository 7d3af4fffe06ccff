import Foundation

/// A program of the desktop that runs on by itself, without the terminal.
enum DesktopProgram {
    /// Whether it could be started; false where there is no such program, too, which `env` would only say to nobody.
    static func start(_ arguments: [String]) -> Bool {
        guard let program = arguments.first.flatMap(path) else { return false }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = Array(arguments.dropFirst())
        process.environment = ChildEnvironment.variables
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            return false
        }
        return true
    }

    /// Where the program is; nil for nowhere in `PATH`.
    private static func path(of program: String) -> String? {
        if program.contains("/") { return program }
        let folders = (ChildEnvironment.variables["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
        return folders.map { "\($0)/\(program)" }.first(where: FileManager.default.isExecutableFile)
    }
}

/// What the programs that are started for the user get as their environment.
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
