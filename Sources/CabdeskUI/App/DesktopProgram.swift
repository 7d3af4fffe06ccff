import Foundation

/// A program of the desktop that goes on by itself, without the terminal.
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
