import ArgumentParser
import CommandLineKit
import HelpdeskCore

struct CompletionsCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Print what makes a shell complete the commands.",
        discussion: """
            Profiles, topics and numbers of tickets come from the data on this machine. For bash: \
            cabdesk completions bash > ~/.local/share/bash-completion/completions/cabdesk
            """)

    /// A shell whose completions can be made.
    enum Shell: String, ExpressibleByArgument, CaseIterable {
        case bash, zsh, fish
    }

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The shell.")
    var shell: Shell

    func execute() async throws {
        let kind: CompletionShell =
            switch shell {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        try StandardOutput.write(RootCommand.completionScript(for: kind) + "\n")
    }
}
