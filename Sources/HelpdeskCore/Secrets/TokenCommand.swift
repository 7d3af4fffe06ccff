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
