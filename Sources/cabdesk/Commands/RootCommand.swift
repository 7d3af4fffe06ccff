public import ArgumentParser
import CabdeskUI
import Foundation
import HelpdeskCore
public import HelpdeskModels

/// `cabdesk`: without a subcommand, the terminal program.
struct RootCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "cabdesk",
        abstract: "A support desk in the terminal: file tickets, read the answers, reply.",
        discussion: """
            Without a command, opens the terminal program. The commands are for scripts: they never ask anything \
            without a terminal, and print one JSON document with --json.

            Tickets, replies and changes of status are first queued on this machine and then sent. If the backend \
            cannot be reached, they stay queued, with a message on standard error, and go out with the next sync.

            Environment: CABDESK_URL, CABDESK_TOKEN, CABDESK_CA_FILE and CABDESK_PROFILE win over the stored profile. \
            CABDESK_LOG names a file for the debug log, which holds nothing private.

            Exit codes: 0 done (or safely queued), 1 failed, 2 wrong use.
            """,
        version: Version.number,
        subcommands: [
            LoginCommand.self, LogoutCommand.self, TicketsCommand.self, SearchCommand.self, ShowCommand.self,
            CreateCommand.self, ReplyCommand.self, ResolveCommand.self, ReopenCommand.self, RateCommand.self,
            AssignCommand.self, MoveCommand.self, PriorityCommand.self, MergeCommand.self, StatsCommand.self,
            TopicsCommand.self, AttachmentsCommand.self, SyncCommand.self, ShiftCommand.self, TelegramCommand.self,
            CannedCommand.self, KeysCommand.self,
            DoctorCommand.self, CompletionsCommand.self,
        ])

    @OptionGroup var options: GlobalOptions

    @Flag(
        help: "Lines and prompts for screen readers instead of a screen; ACCESSIBLE=1 in the environment does the same."
    )
    var accessible = false

    @Flag(
        help: ArgumentHelp(
            "For a shared account: no shell, no other programs, and files in one folder only.",
            discussion: "The user's own configuration and environment do not count. For ForceCommand of OpenSSH."))
    var restricted = false

    @Option(help: "With --restricted: the folder that files come from and go to (default: ~/files).")
    var files: String?

    @Option(help: "With --restricted: the configuration (default: /etc/cabdesk/config.toml).")
    var config: String?

    @Option(help: "With --restricted: the home folder, for token and store (default: the one in the list of users).")
    var home: String?

    func validate() throws {
        for (name, value) in [("--files", files), ("--config", config), ("--home", home)] {
            if value != nil, !restricted { throw ValidationError("\(name) needs --restricted.") }
        }
        if let home, !home.hasPrefix("/") { throw ValidationError("--home needs an absolute path.") }
    }

    func execute() async throws {
        var start = StartOptions(profile: options.profile, language: options.language, log: options.log)
        if restricted {
            (start.restrictions, start.profiles) = try RestrictedMode.surroundings(
                RestrictedMode.Options(files: files, config: config, home: home),
                profile: options.profile)
        }
        try await start.run(accessible: accessible)
    }
}

/// A command that works with a desk: it has the options of all such commands and fails with a `HelpdeskError`.
protocol DeskCommand: ParsableCommand {
    var options: GlobalOptions { get }
    /// Does the work. Throws `HelpdeskError`, or `ExitCode` when everything is said already.
    func execute() async throws
}

/// The options that every command has.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: "The desk to use, as named at login (default: $CABDESK_PROFILE, or \"default\").",
        completion: .custom(Completions.profiles))
    var profile: String?

    @Option(help: "Language of messages: uk, ru or en (default: from the locale).")
    var language: Language?

    @Option(
        help: "Append a log of what the program does to this file, without anything private (default: $CABDESK_LOG).",
        completion: .file())
    var log: String?

    /// Throws `cannotWriteFile` or `diskFull`.
    func debugLog() throws(HelpdeskError) -> DebugLog { try StartOptions.debugLog(log) }

    var effectiveLanguage: Language { language ?? Language(environment: ProcessInfo.processInfo.environment) }
}

/// The option of every command that prints data.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print one JSON document instead of text for reading.")
    var json = false
}

extension Language: ExpressibleByArgument {}
