import Foundation
import SystemKit

/// A command that prints the token, for example `pass show cabdesk`.
struct TokenCommand {
    /// The program and its arguments.
    let arguments: [String]
    /// The profile that the token belongs to, for messages.
    let profile: String
    let environment: [String: String]
    var limit = Duration.seconds(60)

    /// The first line of its output, without surrounding white space.
    ///
    /// Throws `tokenCommandFailed`.
    func token() throws(HelpdeskError) -> Secret {
        let outcome: HelperProgram.Outcome
        do throws(HelperProgram.Failure) {
            outcome = try HelperProgram(arguments: arguments, environment: environment, limit: limit).run()
        } catch {
            throw failed("\(arguments.first ?? ""): \(error.text(after: limit))")
        }
        let line = outcome.output.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).first ?? ""
        let token = line.trimmingCharacters(in: .whitespaces)
        guard outcome.status == 0, !token.isEmpty else {
            // A script that traces its commands might print the token.
            let complaint = token.isEmpty ? outcome.complaint : outcome.complaint.replacing(token, with: "…")
            throw failed(outcome.endText + (complaint.isEmpty ? "" : ": \(complaint)"))
        }
        return Secret(token)
    }

    private func failed(_ detail: String) -> HelpdeskError {
        HelpdeskError(.tokenCommandFailed, subject: profile, detail: detail)
    }
}

/// Keeps tokens in the desktop's keyring: the Secret Service API of freedesktop.org, by libsecret's `secret-tool`.
///
/// The key of a token is the profile's name with the desk's address, so that a token never goes to another desk than its
/// own. It is passed through pipes only, never as an argument.
struct SecretService {
    static let program = "secret-tool"

    let environment: [String: String]
    var limit = Duration.seconds(60)

    /// The key of a token in the keyring.
    struct Key: Hashable {
        var profile: String
        var url: String

        var attributes: [String] { ["service", "cabdesk", "profile", profile, "url", url] }
    }

    /// Throws `secretServiceMissing` or `secretServiceFailed` if the keyring does not answer.
    func check(_ key: Key) throws(HelpdeskError) {
        _ = try run(["lookup"] + key.attributes, of: key)
    }

    /// Throws `secretServiceMissing` or `secretServiceFailed`.
    func store(_ token: Secret, _ key: Key) throws(HelpdeskError) {
        let words = ["store", "--label=Cabdesk: \(key.profile), \(key.url)"] + key.attributes
        guard try run(words, input: token, of: key).status == 0 else { throw failed(key, "") }
    }

    /// Throws `secretServiceMissing`, or `secretServiceFailed`, also if there is no token: the tool does not distinguish a
    /// locked keyring from one without the token.
    func token(_ key: Key) throws(HelpdeskError) -> Secret {
        let outcome = try run(["lookup"] + key.attributes, of: key)
        let token = outcome.output.trimmed
        guard outcome.status == 0, !token.isEmpty else { throw failed(key, "") }
        return Secret(token)
    }

    /// Removes the token if there is one. Throws `secretServiceMissing`, or `secretServiceFailed` if it is still there.
    func clear(_ key: Key) throws(HelpdeskError) {
        guard try run(["clear"] + key.attributes, of: key).status != 0 else { return }
        // Nothing was cleared: there is no token, or the keyring is locked, and then the search still lists the token.
        guard try run(["search"] + key.attributes, of: key).output.isEmpty else { throw failed(key, "") }
    }

    private func run(
        _ words: [String], input: Secret? = nil, of key: Key
    ) throws(HelpdeskError) -> HelperProgram.Outcome {
        let outcome: HelperProgram.Outcome
        do throws(HelperProgram.Failure) {
            outcome = try HelperProgram(arguments: [Self.program] + words, environment: environment, limit: limit)
                .run(input: input?.text)
        } catch .notStarted(ENOENT) {
            throw HelpdeskError(.secretServiceMissing, subject: Self.program)
        } catch {
            throw failed(key, error.text(after: limit))
        }
        // It fails silently if it merely found nothing.
        if outcome.status != 0, !outcome.complaint.isEmpty { throw failed(key, outcome.complaint) }
        return outcome
    }

    private func failed(_ key: Key, _ detail: String) -> HelpdeskError {
        HelpdeskError(.secretServiceFailed, subject: key.profile, detail: detail.isEmpty ? nil : detail)
    }
}
