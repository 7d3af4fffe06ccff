import ArgumentParser

/// Opens the terminal program.
enum TerminalProgram {
    static func run(_ options: GlobalOptions) async throws {
        throw CleanExit.helpRequest()
    }
}
