import ArgumentParser
import HelpdeskCore

struct LogoutCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "logout",
        abstract: "Forget a desk and its token.",
        discussion: "Tickets, drafts and what waits to be sent stay on this machine for the next login.")

    @OptionGroup var options: GlobalOptions

    func execute() async throws {
        try ProfileStore().remove(named: options.profile)
    }
}
