import ArgumentParser
import CommandLineKit
import HelpdeskDesk
import HelpdeskModels

/// `cabdeskd admin invite`.
struct InvitationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite", abstract: "Make a code with which a user signs in once: `cabdesk login URL`.",
        discussion: """
            The code is printed now and never again, and beside it, on standard error, the command that uses it. A new \
            one for the same user ends the earlier one.
            """)

    @OptionGroup var desk: DeskOptions
    @Argument(help: "The id of the user.") var user: String
    @Option(help: "How many hours it is valid.") var hours = 72

    private struct Created: Encodable {
        var user: String
        var code: String
        var expires: Timestamp
        /// The command with which the user signs in; it asks for the code.
        var command: String
    }

    func validate() throws {
        guard 1...8760 ~= hours else { throw ValidationError(UsageText.codeHours.text) }
    }

    func run() throws {
        let expires = Timestamp.now.adding(seconds: Double(hours) * 3600)
        let code = try desk.open().createInvitation(for: User.ID(user), expires: expires)
        let command = "cabdesk login \(try desk.address())"
        try desk.print([Created(user: user, code: code.text, expires: expires, command: command)]) { $0.code }
        // Not part of the result, which programs read, too.
        StandardError.note("The user runs `\(command)` and types the code, once, until \(expires).")
    }
}
