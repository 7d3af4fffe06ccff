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

            /status what is known to be unavailable
            /language choose the language
            """
        case .whatHappened: "What is not working? If you choose nothing, the specialists on duty are called anyway."
        case .choice(.program): "Program"
        case .choice(.telephony): "Telephony"
        case .choice(.other): "Other"
        case .received(let incident, let kind):
            "Received: \(self[.kind(kind)]), incident № \(incident). The specialists on duty are being called. "
                + "You will hear when it works again."
        case .receivedTaken(let incident, let kind):
            "Received: \(self[.kind(kind)]), incident № \(incident). A specialist is working on it already. "
                + "You will hear when it works again."
        case .receivedAgain(let incident, let kind):
            "We have your report: \(self[.kind(kind)]), incident № \(incident). Write here if there is more to say."
        case .receivedWithoutChoice(let incident):
            "The specialists on duty are being called, incident № \(incident). You can still choose what is not working."
        case .nameYourService: "What is the name of your service?"
        case .describe: "Describe in a few words what happened: it helps to find the cause."
        case .serviceNoted(let name): "Thank you. Your service: «\(name)». Write here if there is more to say."
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
            "The desk made no ticket of your question: «\(text)». Please ask it again "
                + (supportBot.map { "in @\($0) or in the program." } ?? "in the program.")
        case .setAside:
            "Something went wrong with what you wrote. The specialists on duty hear of that. What is not working? Choose:"
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
