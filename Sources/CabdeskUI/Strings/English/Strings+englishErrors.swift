import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension Strings {
    /// Says what happened, and what to do. None of these errors loses what was written.
    func english(_ error: HelpdeskError) -> String {
        let what = error.subject ?? ""
        return switch error.code {
        case .unreachable:
            "\(what.isEmpty ? "The support desk" : what) cannot be reached. Check the connection; everything stays saved and is sent later."
        case .timedOut: "\(what.isEmpty ? "The support desk" : what) does not answer. Cabdesk will try again."
        case .untrustedCertificate: "The certificate of \(what) is not trusted. Check the address and the CA file."
        case .tokenRejected: "Your sign-in is no longer valid. Sign in again: cabdesk login."
        case .forbidden: "Your account may not do this. Ask your administrator."
        case .notFound:
            what.hasPrefix("№")
                ? "There is no ticket \(what)."
                : "\(what.isEmpty ? "This" : what) is not, or no longer, on the support desk."
        case .notCabdesk: "There is no Cabdesk support desk at \(what). Check the address."
        case .conflict: "The support desk already has something else under this id. Copy your text and send it anew."
        case .notSettled:
            "The connection broke while this was sent. In a few seconds Cabdesk checks whether it arrived, and sends it again if not."
        case .perhapsSent:
            "The connection broke while this was sent, and the support desk cannot say whether it arrived. Look at the conversation: try again or discard it."
        case .invalid:
            error.violations.first.map { self[.violation($0, label: nil)] }
                ?? "The support desk refused this\(error.detail.map { ": \($0)" } ?? ".")"
        case .quotaExceeded:
            "There is no more room for your service's files\(what.isEmpty ? "" : " at \(what)"). Ask the support desk for more, then try again."
        case .tooLarge: "\(what.isEmpty ? "This" : what) is larger than the support desk takes."
        case .badAnswer: "The support desk gave an answer that cannot be understood. Cabdesk will try again later."
        case .answerTooLarge:
            "The support desk gave an answer that is far too large, which was not taken. Cabdesk will try again later."
        case .ticketsSetAside:
            "\(what) cannot be received in full; Cabdesk keeps trying. Everything else arrives; read it on the support desk's own pages meanwhile."
        case .serverFailed: "The support desk has an internal error. Cabdesk will try again."
        case .deskUnavailable: "The support desk is not available at the moment. Cabdesk will try again."
        case .tooManyRequests: "The support desk asks to wait a little. Cabdesk will try again."
        case .insecureAddress: "The address must begin with https://, so that nobody can read along."
        case .malformedAddress: "\(what) is not an address. It looks like https://desk.example.org."
        case .fileMissing: "There is no file \(what). Check the path."
        case .fileUnreadable: "The file \(what) may not be read. Check its permissions."
        case .uploadBusy:
            "The support desk is still taking in an earlier part of the file \(what). Cabdesk will go on by itself."
        case .fileIsDirectory: "\(what) is a folder. Attach its files one by one, or as an archive."
        case .outsideFolder: "\(what): in restricted mode only files of your folder can be used, and no links."
        case .fileNotRegular: "\(what) is not an ordinary file and cannot be attached."
        case .fileTooLarge:
            "The file \(what) is larger than the support desk takes\(error.violations.first?.limit.map { " (\(size($0)))" } ?? "")."
        case .fileChanged: "The file \(what) changed while it was read. Attach it again."
        case .tooManyFiles:
            "No more files fit\(error.violations.first?.limit.map { " (at most \($0))" } ?? ""). Send the rest in another message."
        case .digestMismatch: "The file \(what) arrived damaged and was not kept. Save it again."
        case .fileCut:
            "The support desk kept only a part of the file \(what). The message itself arrived; send the file in smaller parts."
        case .cannotWriteFile: "The file \(what) cannot be written. Check the folder and its permissions."
        case .storeNewer:
            "The data in \(what) was written by a newer Cabdesk. Update this program; nothing was changed."
        case .storeDamaged:
            "The data in \(what) is damaged. Close every other Cabdesk that uses it: then it is made anew by itself, with drafts and unsent messages. If that does not help, move the folder aside."
        case .storeBusy:
            "Another Cabdesk holds the data\(what.isEmpty ? "" : " in \(what)"). Nothing is lost; if that one is suspended (Ctrl-Z), go on with it or close it."
        case .draftInUse:
            "This draft is open in another Cabdesk. Go on there, or close it there; nothing is lost."
        case .storeUnwritable: "The folder \(what) cannot be written. Check its permissions."
        case .diskFull: "The disk is full. Free some space; what is saved stays saved."
        case .certificateFileUnreadable: "The CA file \(what) cannot be read. Check the path."
        case .configurationInvalid: "The configuration \(what) has a mistake\(error.detail.map { ": \($0)" } ?? ".")"
        case .secretFileOpen:
            "Others may read the file with the access token, so it is not used. Make it yours alone: chmod 600 \(what)"
        case .tokenMissing:
            "There is no access token\(what.isEmpty ? "" : " for \(what)"). Sign in first: cabdesk login URL."
        case .notSignedIn: "You are not signed in to a support desk. Sign in first: cabdesk login URL."
        case .tokenCommandFailed:
            "The command that prints the access token for \(what) failed\(error.detail.map { " (\($0))" } ?? ""). Run it by hand in a shell, or mend token_command in config.toml."
        case .secretServiceFailed:
            "The keyring did not give or take the access token for \(what)\(error.detail.map { " (\($0))" } ?? ""). Unlock it and try again; or keep the token in a file that only you can read: cabdesk login --no-secret-service URL."
        case .secretServiceMissing:
            "The keyring cannot be asked: the program \(what) is missing. Install it (Debian, Ubuntu: libsecret-tools), or keep the access token in a file that only you can read: cabdesk login --no-secret-service URL."
        case .otherAccount:
            "This sign-in now belongs to another account, so nothing is sent or received. Sign in again: cabdesk login."
        case .cancelled: "Stopped. Nothing was lost."
        case .unexpected: "Something unexpected happened\(error.detail.map { ": \($0)" } ?? ".")"
        }
    }

    /// The same where somebody signs in: nothing is saved or tried again by itself then.
    func englishSignIn(_ error: HelpdeskError, _ byCode: Bool) -> String {
        let desk = error.subject ?? "The support desk"
        return switch error.code {
        case .tokenRejected where byCode:
            "The code is wrong, has expired or was already used. Compare it with the one that you were given, or ask your administrator for a new one."
        case .tokenRejected:
            "\(desk) does not accept what you entered. Check it and sign in again, or ask your administrator."
        case .tokenMissing: "Nothing was entered. Sign in again with the code that your administrator gave you."
        case .unreachable: "\(desk) cannot be reached. Check the address and the connection, then sign in again."
        case .timedOut, .deskUnavailable: "\(desk) does not answer. Sign in again a little later."
        case .serverFailed, .badAnswer, .answerTooLarge:
            "\(desk) does not answer as expected. Sign in again later, or ask its administrator."
        case .tooManyRequests: "There were too many attempts. Wait a minute, then sign in again."
        // Everything else reads as it does elsewhere.
        default: english(error)
        }
    }

    func english(_ report: RescueReport) -> String {
        let lost = report.lost > 0 ? ", not readable: \(report.lost)" : ""
        return
            "The local data was damaged and has been made anew; the tickets come from the support desk again. Rescued drafts: \(report.drafts), unsent: \(report.unsent)\(lost). The damaged files are in \(report.copy)."
    }

    func english(_ error: ThemeError) -> String {
        let what =
            switch error.code {
            case .notFound: "There is no theme “\(error.detail)”."
            case .unreadable: "The theme file \(error.detail) cannot be read."
            case .syntax: "The theme has a mistake: \(error.detail)."
            case .invalidValue: "The theme has a value that themes do not know: \(error.detail)."
            case .unknownColor: "The theme has a colour that is not defined: \(error.detail)."
            case .cycle: "The theme inherits from itself: \(error.detail)."
            }
        return what + " The program keeps the colours that it has."
    }

    func english(_ error: TerminalError) -> String {
        switch error.code {
        case .unknownTerminal:
            "This terminal (TERM=\(error.detail)) is not known here. Set TERM to its type, for example xterm-256color."
        case .notATerminal: "Cabdesk needs a terminal. For scripts there are commands: cabdesk --help."
        case .unsuitableTerminal:
            "This terminal (TERM=\(error.detail)) cannot place the cursor. Use another one, or the commands: cabdesk --help."
        }
    }
}
