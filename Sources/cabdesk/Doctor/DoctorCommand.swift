import ArgumentParser
import CommandLineKit
import HelpdeskCore
import HelpdeskModels

struct DoctorCommand: DeskCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check the terminal, the way to the desk and the data on this machine, and say what to do.",
        discussion: """
            Changes nothing, and prints nothing private: no token, no name and no word of a ticket. Exit code 1 if \
            something does not work.
            """)

    @OptionGroup var options: GlobalOptions
    @OptionGroup var output: OutputOptions

    func execute() async throws {
        let language = options.effectiveLanguage
        var findings = TerminalChecks(language: language).findings()
        let desk = await DeskChecks(options: options).findings()
        findings += desk.findings
        if let account = desk.account { findings += await StoreChecks(language: language).findings(account) }
        if output.json {
            try StandardOutput.write(json: DoctorJSON(findings: findings))
        } else {
            for finding in findings { try StandardOutput.line(finding.line(in: language)) }
        }
        if findings.contains(where: { $0.kind == .fault }) { throw ExitCode.failure }
    }
}

/// The output of `doctor --json`.
private struct DoctorJSON: Encodable {
    let findings: [Finding]
}

/// One thing that was looked at.
struct Finding: Encodable {
    enum Kind: String, Encodable {
        case ok
        /// It works, perhaps not as one expects.
        case warning
        /// It does not work.
        case fault
    }

    /// The stable name of what was looked at.
    let check: Check
    let kind: Kind
    /// What was found and what to do, in the reader's language.
    let text: String

    init(_ check: Check, _ kind: Kind, _ text: String) {
        self.check = check
        self.kind = kind
        self.text = text
    }

    init(_ check: Check, _ error: HelpdeskError, in language: Language) {
        self.init(check, .fault, error.sentence(in: language))
    }

    func line(in language: Language) -> String {
        let word =
            switch kind {
            case .ok: language.choose("ok", uk: "гаразд", ru: "в порядке")
            case .warning: language.choose("warning", uk: "увага", ru: "внимание")
            case .fault: language.choose("fault", uk: "несправність", ru: "неисправность")
            }
        return "\(word): \(text)"
    }
}

/// What `doctor` looks at, in this order.
enum Check: String, Encodable {
    case terminal, locale, colours, size, widths, mouse, clipboard
    case profile, address, connection, clock, account
    case store, disk, outbox
}
