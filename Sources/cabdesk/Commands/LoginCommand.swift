import ArgumentParser
import CommandLineKit
import CurlTransport
import Foundation
import HelpdeskCore
import HelpdeskModels

/// Why `login` did not sign anybody in.
struct SignInFailure: Error {
    var cause: HelpdeskError
    /// Whether the code of an invitation was given.
    var isByCode: Bool
}

struct LoginCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "login",
        abstract: "Sign in to a desk and remember it.",
        discussion: """
            The kind of backend is recognised: Cabdesk's own, or Request Tracker 5. For the latter sign in with an \
            authentication token, or with --user and the password.

            Cabdesk takes the code of an invitation, which works once and becomes a token of this device, or a token.

            The code, token or password is read from CABDESK_TOKEN, else from standard input; on a terminal it is asked for without \
            being shown. The desk and the token are checked before anything is stored. The token is stored in a file \
            that only you can read, or in the desktop's keyring (--secret-service).
            """)

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The address of the desk, for example https://desk.example")
    var url: String

    @Option(
        help: "A PEM file of certificate authorities to trust in addition to the system's (default: $CABDESK_CA_FILE).",
        completion: .file())
    var caFile: String?

    @Option(help: "Sign in with this name and a password, where the backend takes passwords.")
    var user: String?

    @Flag(
        inversion: .prefixedNo,
        help: "Keep the token in the desktop's keyring, by secret-tool (default: where the profile has it already).")
    var secretService: Bool?

    func execute() async throws {
        var isByCode = false
        do {
            try await signIn(&isByCode)
        } catch let error as HelpdeskError {
            throw SignInFailure(cause: error, isByCode: isByCode)
        }
    }

    private func signIn(_ isByCode: inout Bool) async throws {
        let environment = ProcessInfo.processInfo.environment
        let log = try options.debugLog()
        let authorities = (caFile ?? environment["CABDESK_CA_FILE"]).flatMap { $0.isEmpty ? nil : $0 }
            .map { URL(filePath: $0).path(percentEncoded: false) }
        let transport = try CurlTransport.desk(caFile: authorities, log: log)
        let (kind, url) = try await BackendRecognition(transport: transport).recognise(url)
        let prompt = CommandText(options.effectiveLanguage).askSecret(kind, user: user)
        let given = try TokenInput.read(environment: environment, prompt: prompt)
        // Asked before the code is used up.
        let place = try ProfileStore().tokenPlace(of: options.profile, url: url, secretService: secretService)
        isByCode = kind == .cabdesk && InvitationSignIn.isCode(given)
        let token =
            isByCode
            ? try await InvitationSignIn(url: url, transport: transport)
                .signIn(code: given, label: ProcessInfo.processInfo.hostName)
            : given
        let attempt = Profile(
            name: "", url: url, kind: kind, user: kind == .cabdesk ? nil : user, caFile: authorities,
            tokenSource: .environment, dataDirectory: "")
        let backend = try attempt.backend(token: token, transport: transport)
        let desk = try await backend.desk()
        let me = try await backend.me()

        let profile = try save(attempt, token, in: place, isIrreplaceable: isByCode)
        // So that the very next start needs no network.
        let settled = try profile.backend(token: token, transport: transport)
        _ = try await AccountStores(profile: profile, token: token, log: log).open(asking: settled)

        if output.json {
            try StandardOutput.write(json: LoginJSON(profile: profile.name, url: profile.url, desk: desk.name, me: me))
        } else {
            let text = CommandText(options.effectiveLanguage)
            try StandardOutput.line(text.signedIn(me, desk: desk.name, profile: profile.name))
        }
    }

    /// `isIrreplaceable`: nobody has the token but this program, so if the keyring does not take it, it goes into the
    /// file, which is said.
    private func save(
        _ attempt: Profile, _ token: Secret, in place: TokenPlace, isIrreplaceable: Bool
    ) throws(HelpdeskError) -> Profile {
        func save(in place: TokenPlace) throws(HelpdeskError) -> Profile {
            try ProfileStore().save(
                name: options.profile, url: attempt.url, kind: attempt.kind, user: attempt.user,
                caFile: attempt.caFile, token: token, in: place)
        }
        guard place == .secretService, isIrreplaceable else { return try save(in: place) }
        do throws(HelpdeskError) {
            return try save(in: place)
        } catch {
            let profile = try save(in: .file)
            let language = options.effectiveLanguage
            StandardError.sentence(
                error.sentence(in: language) + " " + CommandText(language).keptInFile)
            return profile
        }
    }
}

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

/// The output of `login --json`.
struct LoginJSON: Encodable {
    let profile: String
    let url: String
    let desk: String
    let user: User
    let service: Service?

    init(profile: String, url: String, desk: String, me: Me) {
        self.profile = profile
        self.url = url
        self.desk = desk
        user = me.user
        service = me.service
    }
}
