import ArgumentParser
import HelpdeskModels

/// `cabdesk`: without a subcommand, the terminal program.
struct RootCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "cabdesk",
        abstract: "A support desk in the terminal: file tickets, read the answers, reply.",
        discussion: """
            Without a command, opens the terminal program. The commands are for scripts: they never ask anything \
            where no terminal is, and print one JSON document with --json.

            Tickets, replies and changes of status are first queued on this machine and then sent. If the backend \
            cannot be reached they stay queued, which is said on standard error, and go out with the next sync.

            Environment: CABDESK_URL, CABDESK_TOKEN, CABDESK_CA_FILE and CABDESK_PROFILE win over the stored profile. \
            CABDESK_LOG names a file for the debug log, which holds nothing private.

            Exit codes: 0 done (or safely queued), 1 failed, 2 wrong use.
            """,
        version: Version.number,
        subcommands: [
            LoginCommand.self, LogoutCommand.self, TicketsCommand.self, ShowCommand.self, CreateCommand.self,
            ReplyCommand.self, ResolveCommand.self, ReopenCommand.self, AttachmentsCommand.self, SyncCommand.self,
            TelegramCommand.self, KeysCommand.self,
        ])

    @OptionGroup var options: GlobalOptions

    @Flag(
        help: "Lines and prompts for screen readers instead of a screen; ACCESSIBLE=1 in the environment does the same."
    )
    var accessible = false

    func execute() async throws {
        try await StartOptions(profile: options.profile, language: options.language, log: options.log).run(
            accessible: accessible)
    }
}
