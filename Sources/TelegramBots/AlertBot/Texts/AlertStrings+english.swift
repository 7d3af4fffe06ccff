import HelpdeskModels

extension AlertStrings {
    func english(_ phrase: AlertPhrase) -> String {
        switch phrase {
        case .kind(.program): "Program unavailable"
        case .kind(.telephony): "Telephony unavailable"
        case .kind(.unsorted): "Something unavailable"
        case .welcome(let night):
            """
            This bot calls the specialists on duty when the program or the telephony is unavailable, also at night, \
            \(hours(night)).

            What happened? Choose, or write in your own words.
            """
        case .help(let night, let supportBot):
            """
            Write here when the program or the telephony is unavailable, also at night, \(hours(night)): what happened, \
            and the name of your service. The specialists on duty are called at once, and you hear when it works again.

            Other questions are handled from \(night.to) (\(Self.zone(night.utcOffsetMinutes))) in your \
            tickets\(supportBot.map { ", see @\($0)" } ?? "").

            /status — what is known to be unavailable
            /language — choose the language
            """
        case .whatHappened: "What is not working? If you choose nothing, the specialists on duty are called anyway."
        case .choice(.program): "Program"
        case .choice(.telephony): "Telephony"
        case .choice(.other): "Other"
        case .received(let incident, let kind):
            "Received: \(self[.kind(kind)]), incident № \(incident). The specialists on duty are being called. "
                + "You will hear when it works again."
        case .receivedTaken(let incident, let kind):
            "Received: \(self[.kind(kind)]), incident № \(incident). A specialist is already working on it. "
                + "You will hear when it works again."
        case .receivedAgain(let incident, let kind):
            "We have your report: \(self[.kind(kind)]), incident № \(incident). Write here if there is more to say."
        case .receivedWithoutChoice(let incident):
            "The specialists on duty are being called, incident № \(incident). You can still choose what is not working."
        case .nameYourService: "What is the name of your service?"
        case .describe: "Describe in a few words what happened: it helps to find the cause."
        case .serviceNoted(let name): "Thank you. Your service: “\(name)”. Write here if there is more to say."
        case .remarkNoted(let incident, let kind):
            "Added to your report: \(self[.kind(kind)]), incident № \(incident). If it is about something else, choose:"
        case .askQuestion: "Write your question in one message."
        case .questionKept: "Your question is kept and becomes a ticket. Our specialists are at work and answer there."
        case .questionKeptForMorning(let night):
            "Your question is kept and becomes a ticket. It will be handled from "
                + "\(night.to) (\(Self.zone(night.utcOffsetMinutes)))."
        case .questionWithoutFile(let supportBot):
            "The file could not be taken along. "
                + (supportBot.map { "Send it to @\($0)." } ?? "Attach it to the ticket.")
        case .questionWaitsForLink(let supportBot):
            "This chat is not linked to a service yet. "
                + (supportBot.map { "Link it with @\($0)" } ?? "Link it on the Customer Page")
                + ": then the ticket is created by itself."
        case .questionIsTicket(let number): "Your question is ticket № \(number)."
        case .questionRefused(let text, let supportBot):
            "The desk made no ticket of your question: “\(text)”. Please ask it again "
                + (supportBot.map { "in @\($0) or in the program." } ?? "in the program.")
        case .setAside:
            "Something went wrong with what you wrote. The specialists on duty will be told. What is not working? Choose:"
        case .notUnderstood: "I cannot read this. Write what is not working, or choose:"
        case .callingNotice(let incident, let kind):
            "\(self[.kind(kind)]), incident № \(incident): the specialists on duty are being called."
        case .acknowledgedNotice(let incident, let kind):
            "\(self[.kind(kind)]), incident № \(incident): a specialist is working on it."
        case .resolvedNotice(let incident, let kind):
            "\(self[.kind(kind)]), incident № \(incident): resolved. If it still does not work, press the button."
        case .reopenedNotice(let incident, let kind):
            "\(self[.kind(kind)]), incident № \(incident): opened again. The specialists on duty are being called."
        case .staffSays(let incident, let kind, let text):
            "\(self[.kind(kind)]), incident № \(incident):\n\(text)"
        case .stillBroken: "Still does not work"
        case .nothingOpen: "Nothing is known to be unavailable. If something does not work for you, choose:"
        case .chooseLanguage: "Choose the language:"
        case .languageChosen: "I speak English now."
        case .privateChatsOnly: "This bot works in private chats. Open it and press Start."
        case .command("status"): "What is known to be unavailable"
        case .command("language"): "Choose the language"
        case .command: "What this bot does"
        case .unknownCommand: "I do not know this command. /help shows what I can do."
        }
    }
}

extension AlertStrings {
    func english(_ phrase: DutyPhrase) -> String {
        switch phrase {
        case .help:
            """
            You are on the duty list: here you are paged when customers report that something is unavailable.

            /incidents — what is open, with buttons
            /incident 12 — one incident with all its reports
            /onduty — who is on duty now
            /tell 12 TEXT — write to everyone who reported
            /merge 12 11 — the reports of 12 go to 11
            /split 57 — report 57 becomes an incident of its own
            /language — choose the language
            """
        case .state(.triggered, _): "nobody has acknowledged"
        case .state(.reopened, _): "opened again, nobody has acknowledged"
        case .state(.acknowledged, let name): "acknowledged" + (name.map { " by \($0)" } ?? "")
        case .state(.resolved, let name): "resolved" + (name.map { " by \($0)" } ?? "")
        case .pageTitle(let incident, let kind, let since):
            "🚨 № \(incident) · \(self[.kind(kind)]) · since \(time(since))"
        case .pagedAgain(let pages): "Nobody has acknowledged yet. Page \(pages)."
        case .pagedEveryone: "Everyone is paged."
        case .forgotten(let name, let at): "\(name) acknowledged at \(time(at)), and it is still not resolved."
        case .wasReopened: "It was resolved and is open again."
        case .reportCount(let count): count == 1 ? "1 report:" : "\(count) reports:"
        case .report(let number, let service, let reporter, let text):
            report(number, service, reporter, text, unnamed: "service not named yet", unverified: "not verified")
        case .moreReports(let count): "… and \(count) more"
        case .acknowledge: "Acknowledge"
        case .resolve: "Resolve"
        case .reopen: "Open again"
        case .youTook(let incident): "You took incident № \(incident). Press Resolve when it works again."
        case .alreadyYours(let incident): "You already have incident № \(incident)."
        case .taken(let incident, let name): "№ \(incident): \(name) took it."
        case .alreadyTaken(let incident, let name): "№ \(incident): \(name) was faster and has it."
        case .alreadyResolved(let incident): "№ \(incident) is already resolved."
        case .youResolved(let incident, let reporters):
            "№ \(incident) is resolved. Chats that are being told: \(reporters)."
        case .resolved(let incident, let name): "№ \(incident): resolved by \(name)."
        case .reopened(let incident, let name): "№ \(incident): opened again by \(name)."
        case .notResolved(let incident): "№ \(incident) is not resolved, so it cannot be opened again."
        case .news(let incident, let kind): "№ \(incident) · \(self[.kind(kind)]): more has come in."
        case .merged(let incident, let other, let name): "\(name) merged № \(incident) into № \(other)."
        case .cannotMerge(let incident, let other):
            "№ \(incident) and № \(other) can be merged only while both are open."
        case .split(let report, let incident, let other, let name):
            "\(name) moved report #\(report) from № \(incident) to № \(other)."
        case .cannotSplit(let report):
            "There is no report #\(report) in an open incident with other reports. /incidents shows the numbers."
        case .telling(let incident, let reporters):
            "№ \(incident): on its way to \(reporters) \(reporters == 1 ? "chat" : "chats")."
        case .result(let incident, let reached, let all): "№ \(incident): \(reached) of \(all) were told."
        case .notReached(let name, .blocked): "Not told: \(name), the bot is blocked there."
        case .notReached(let name, .refused): "Not told: \(name), Telegram refused the message."
        case .notReached(let name, .unconfirmed): "Perhaps not told: \(name), Telegram did not confirm it."
        case .noSuchIncident(let incident): "There is no incident № \(incident). /incidents shows what is open."
        case .noIncidents: "Nothing is open."
        case .dutyLevel(let level): "Level \(level):"
        case .dutyEveryone: "After that everyone:"
        case .nobody: "nobody at this hour"
        case .usage("merge"): "Write it as /merge 12 11: the reports of 12 go to 11."
        case .usage("split"): "Write it as /split 57 with the number of a report."
        case .usage("tell"): "Write it as /tell 12 TEXT."
        case .usage(let command): "Write it as /\(command) 12 with the number of an incident."
        case .gap(let hours):
            "Telegram was out of reach for \(hours) hours. Reports from the beginning of that time may be lost."
        case .conflict: "Another program fetches what people write to this bot. Reports may go there: end it."
        case .poison: "Something that a person wrote to this bot cannot be read. See the log of the desk."
        case .fault:
            "Something that this bot had to do failed, perhaps a page. See /incidents, and the log of the desk."
        case .notOnDuty: "Only people on the duty list can do this. The administrator of the desk keeps the list."
        case .anonymousRefused:
            "An anonymous administrator is nobody on the duty list. Write as yourself: switch off “Remain anonymous”."
        }
    }
}
