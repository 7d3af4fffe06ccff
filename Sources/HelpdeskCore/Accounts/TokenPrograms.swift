import Foundation
import SystemKit

/// A command that prints the token, for example `pass show cabdesk`.
struct TokenCommand {
    /// The program and its arguments.
    let arguments: [String]
    /// Whose token it is, for messages.
    let profile: String
    let environment: [String: String]
    var limit = Duration.seconds(60)

    /// The first line that it prints, without white space around it.
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
            // A script that shows what it does might show the token.
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
/// A token is found by the profile's name and the desk's address together, so that a token never goes to another desk
/// than the one that it was given for. On the way it is in pipes alone, never in an argument.
struct SecretService {
    static let program = "secret-tool"

    let environment: [String: String]
    var limit = Duration.seconds(60)

    /// What a token is found by.
    struct Key: Hashable {
        var profile: String
        var url: String

        var attributes: [String] { ["service", "cabdesk", "profile", profile, "url", url] }
    }

    /// Whether it can be asked at all. Throws `secretServiceMissing` or `secretServiceFailed`.
    func check(_ key: Key) throws(HelpdeskError) {
        _ = try run(["lookup"] + key.attributes, of: key)
    }

    /// Throws `secretServiceMissing` or `secretServiceFailed`.
    func store(_ token: Secret, _ key: Key) throws(HelpdeskError) {
        let words = ["store", "--label=Cabdesk: \(key.profile), \(key.url)"] + key.attributes
        guard try run(words, input: token, of: key).status == 0 else { throw failed(key, "") }
    }

    /// Throws `secretServiceMissing`, or `secretServiceFailed` also where there is no token: the tool does not tell a
    /// keyring that stays locked from one that does not have it.
    func token(_ key: Key) throws(HelpdeskError) -> Secret {
        let outcome = try run(["lookup"] + key.attributes, of: key)
        let token = outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
        guard outcome.status == 0, !token.isEmpty else { throw failed(key, "") }
        return Secret(token)
    }

    /// Removes the token; it need not be there. Throws `secretServiceMissing`, or `secretServiceFailed` if it is there
    /// still.
    func clear(_ key: Key) throws(HelpdeskError) {
        guard try run(["clear"] + key.attributes, of: key).status != 0 else { return }
        // Nothing was cleared: it is not there, or the keyring is locked, in which it is listed nevertheless.
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
        // It fails in silence where it merely found nothing.
        if outcome.status != 0, !outcome.complaint.isEmpty { throw failed(key, outcome.complaint) }
        return outcome
    }

    private func failed(_ key: Key, _ detail: String) -> HelpdeskError {
        HelpdeskError(.secretServiceFailed, subject: key.profile, detail: detail.isEmpty ? nil : detail)
    }
}
