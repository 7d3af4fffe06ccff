import ArgumentParser
import CurlTransport
import Foundation
import HelpdeskCore
import HelpdeskModels

struct LoginCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "login",
        abstract: "Sign in to a desk and remember it.",
        discussion: """
            The kind of backend is recognised: Cabdesk's own, or Request Tracker 5. For the latter sign in with an \
            authentication token, or with --user and the password.

            Cabdesk takes the code of an invitation, which works once and becomes a token of this device, or a token.

            The code, token or password is read from CABDESK_TOKEN, else from standard input; on a terminal it is asked for without \
            being shown. The desk and the token are tried before anything is stored. It is stored in a file that \
            only you can read.
            """)

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The address of the desk, for example https://desk.example")
    var url: String

    @Option(
        help: "A PEM file of certificate authorities to trust beside the system's (default: $CABDESK_CA_FILE).",
        completion: .file())
    var caFile: String?

    @Option(help: "Sign in with this name and a password, where the backend takes passwords.")
    var user: String?

    func execute() async throws {
        let environment = ProcessInfo.processInfo.environment
        let authorities = (caFile ?? environment["CABDESK_CA_FILE"]).flatMap { $0.isEmpty ? nil : $0 }
            .map { URL(filePath: $0).path(percentEncoded: false) }
        let secret = try TokenInput.read(environment: environment, language: options.effectiveLanguage)
        let transport = try CurlTransport(caFile: authorities)
        let (kind, url) = try await BackendRecognition(transport: transport).recognise(url)
        let token =
            kind == .cabdesk && InvitationSignIn.isCode(secret)
            ? try await InvitationSignIn(url: url, transport: transport)
                .signIn(code: secret, label: ProcessInfo.processInfo.hostName).token
            : secret
        let attempt = Profile(
            name: "", url: url, kind: kind, user: kind == .cabdesk ? nil : user, caFile: authorities,
            tokenSource: .environment, dataDirectory: "")
        let backend = try attempt.backend(token: token, transport: transport)
        let desk = try await backend.desk()
        let me = try await backend.me()

        let profile = try ProfileStore().save(
            name: options.profile, url: url, kind: kind, user: attempt.user, caFile: authorities, token: token)
        // So that the very next start needs no network.
        let settled = try profile.backend(token: token, transport: transport)
        _ = try await AccountStores(profile: profile, token: token).open(asking: settled)

        if output.json {
            try StandardOutput.write(json: LoginJSON(profile: profile.name, url: profile.url, desk: desk.name, me: me))
        } else {
            let text = CommandText(options.effectiveLanguage)
            try StandardOutput.line(text.signedIn(me, desk: desk.name, profile: profile.name))
        }
    }
}
