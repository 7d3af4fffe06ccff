import ArgumentParser

/// A command that works with a desk: it has the options of all such commands and fails with a `HelpdeskError`.
protocol DeskCommand: ParsableCommand {
    var options: GlobalOptions { get }
    /// Does the work. Throws `HelpdeskError`, or `ExitCode` when everything is said already.
    func execute() async throws
}
