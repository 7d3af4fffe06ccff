import HelpdeskModels

extension Strings {
    func english(_ phrase: TelegramPhrase) -> String {
        switch phrase {
        case .step(let step):
            switch step {
            case .code(let key): "Press \(key) here and scan the code with your phone,"
            case .find(let bot): "or open Telegram and search for @\(bot.username)."
            case .start: "Press Start."
            case .confirm:
                "Confirm in the chat. Without the code, send the name of your taxi service, and accept the request here."
            case .done: "Done: answers arrive in the chat, and you can reply in the same chat."
            }
        case .notLinked: "Not linked: no chat gets your answers yet."
        case .linked(let link): "linked \(linkTime(link))"
        case .blocked: "stopped the bot; answers wait until it is started again"
        case .claim(let link, let service):
            "wants to be linked" + (service.map { " to \($0)" } ?? "") + ", \(dateTime(link.created))"
        case .mutedNote: "answers off"
        case .linkedBy(let name): "by \(name)"
        case .claimedBy(let name): "typed “\(name)”"
        case .noClaimsWait: "Nobody is waiting to be linked."
        case .notOffered: "Chats cannot be linked here: this helpdesk does not offer it."

        case .codeTitle: "Link Telegram"
        case .codeAsked: "Asking for a code…"
        case .codeScan: "Scan the code with your phone: it opens the bot. Or open this address:"
        case .codePaste: "Is Telegram already open? Send this to the bot:"
        case .codeConfirm: "Then press Start and confirm."
        case .codeWaiting(let minutes, let until):
            "Waiting for Telegram… valid for \(minutes) min, until \(time(until))"
        case .codeExpired: "The code has expired. Press l for a new one."
        case .codeTooBig: "For the QR code, make the window larger."

        case .codeKept: "Esc closes this; the code stays valid."

        case .nowLinked(let name): "Linked: \(name). Answers arrive there from now on."
        case .unlinked(let name): "Unlinked: \(name)"
        case .accepted(let name): "Accepted: \(name)"
        case .turnedAway(let name): "Rejected: \(name)"
        case .answersOn(let name): "\(name) gets answers again."
        case .answersOff(let name): "\(name) gets no answers until you turn them on again."
        case .unlinkQuestion(let name):
            "Unlink \(name)? The chat gets no more answers and can no longer write to your tickets."
        case .acceptQuestion(let link, let service):
            "Link \(linkName(link)) to \(service ?? "your taxi service")? This person will read the answers and write to the tickets. Accept only people you know."
        case .chooseUnlink: "Unlink which chat?"
        case .chooseAccept: "Accept whom?"
        case .chooseReject: "Reject whom?"
        case .chooseAnswers: "Answers on or off for which chat?"

        case .phoneFileArrived(let file, let key): "From your phone: \(file.name). \(key) attaches it."
        case .phoneFileQuestion(let file): "Attach \(file.name) (\(size(file.size))), sent from your phone?"

        case .staffLinksNone: "Chats are linked from the account of a taxi service."
        case .notConnected: "This desk is not connected to Telegram."
        case .nothingLinked: "No chat is linked."
        case .noClaims: "Nobody is waiting to be linked."
        case .noCode: "There is no code yet."

        case .devicesTitle: "Signed in"
        case .device(let device):
            "signed in \(date(device.created))" + (device.used.map { ", last used \(dateTime($0))" } ?? "")
        case .thisDevice: "this one"
        case .unnamedDevice: "unnamed"
        case .noDevices: "Nothing can be signed out from here."
        case .chooseSignOut: "Sign out which one?"
        case .signOutQuestion(let name, let isCurrent):
            isCurrent
                ? "Sign out here? Cabdesk will need a new code, and Telegram chats that were linked from here are unlinked."
                : "Sign out \(name)? It will need a new code, and Telegram chats that were linked from there are unlinked."
        case .signedOut(let name): "Signed out: \(name)"

        case .incident(let incident, let isToday): english(incident, isToday)
        case .moreIncidents(let count): " (and \(count) more)"
        case .incidentReports(let count): count == 1 ? "1 report" : "\(count) reports"
        }
    }

    private func english(_ incident: Incident, _ isToday: Bool) -> String {
        let what = incident.kind == .program ? "The program is unavailable" : "The telephony is unavailable"
        let work =
            switch incident.state {
            case .triggered: "those on duty are being called"
            case .acknowledged: incident.acknowledgedBy.map { "\($0) is working on it" } ?? "we are working on it"
            case .resolved: "fixed"
            }
        return "\(what) " + "since \(isToday ? time(incident.opened) : dateTime(incident.opened))" + ", \(work)"
    }
}
