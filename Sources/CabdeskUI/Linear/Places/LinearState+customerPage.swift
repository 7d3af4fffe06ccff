import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension LinearState {
    /// All of the page; addresses are reported as text, and codes to scan are left out.
    mutating func reportCustomerPage() {
        var wide = app
        wide.size.columns = 2000
        for line in wide.customerPageLines where !line.text.isEmpty {
            // A mark that only catches the eye.
            let text = line.text.hasPrefix("● ") ? String(line.text.dropFirst(2)) : line.text
            let sentence = line.detail.isEmpty ? text : "\(text), \(line.detail)"
            say(withoutCode(sentence))
        }
    }

    /// The first step to a bot, said for somebody who scans no code.
    private func withoutCode(_ line: String) -> String {
        for bot in [app.desk.desk?.supportBot, app.desk.desk?.alertBot].compactMap({ $0 }) {
            let steps = [strings[.supportBotStep(.find(bot))], strings[.alertBotStep(.find(bot))]]
            if steps.contains(where: line.hasSuffix) { return "1. \(strings[LinearPhrase.findBot(bot)])" }
        }
        let isCode = line.hasSuffix(strings[.telegram(.step(.code(key: "l")))])
        return isCode ? "1. \(strings[LinearPhrase.askForCode])" : line
    }

    /// The one-time code when it has come: an address, and the same as a command to copy.
    mutating func reportLinking() {
        let offer = app.shownLinking?.offer
        guard offer != reported.offer else { return }
        reported.offer = offer
        guard let offer, let minutes = app.minutesLeft(offer) else { return }
        say(.openAddress)
        say(offer.link)
        say(strings[.telegram(.codePaste)])
        say(offer.command)
        say(strings[.telegram(.codeConfirm)])
        say(strings[.telegram(.codeWaiting(minutes: minutes, until: offer.expires))])
    }
}
