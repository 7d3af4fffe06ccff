import HelpdeskModels

/// Everything that the support bot says, by its meaning.
enum BotPhrase: Hashable, Sendable {
    // Linking
    case welcome, confirmLink(service: String), linked(service: String), alreadyLinked(service: String)
    case codeUnusable, linkDeclined, claimNoted, claimThrottled, pendingKept, pendingFull, linkEnded
    case notLinked, unlinkQuestion(service: String), unlinked, unlinkCancelled
    case yes, no

    // Tickets
    case added(number: Int, subject: String), reopened(number: Int, subject: String)
    case whichTicket, newTicket, chooseTopic, describe
    case created(number: Int), advice
    case field(label: String, hint: String), fieldMalformed
    case noTickets, ticketsTitle, status(Ticket.Status)
    case standing(service: String, open: Int), standingPending, help
    case chooseLanguage, languageChosen
    case resolvedRate(number: Int, subject: String), rated
    case ticketGone, ticketRefused, refused, partRefused, setAside, stale, unsupported, tooManyHeld

    // Files and edits
    case fileTooLargeIn(name: String, megabytes: Int64), fileUnavailable(name: String)
    case noteTooLargeIn(name: String, megabytes: Int64), noteUnavailable(name: String)
    case fileTooLargeOut(name: String), fileNotCarried(name: String)
    case noteTooLargeOut(name: String, megabytes: Int64)
    case revised, revisedLate, edited, editLost
    case draftQuestion(title: String), draftYes, draftNo, draftAdded(title: String), draftGone
    case draftWithoutWords, draftWithoutFile(name: String)

    // Staff
    case staffTicket(service: String), staffHint, staffAnonymous, staffStranger(id: Int64), staffGone
    case staffUnknown(number: Int), staffFailed(number: Int, reason: String), staffBlocked(name: String)
    case staffGap(hours: Int), staffConflict, staffPoison, staffNotPassedOn(number: Int), staffChangeLost
    case staffNoTicket, staffEditLost
    case resend, arrived, resent, resendRefused, settled, staffResolved(number: Int, by: String)
    case staffUrgent(number: Int, subject: String, by: String)

    // The menu
    case commandTickets, commandNew, commandStatus, commandHelp, commandLanguage, commandUnlink
}

/// The bot's words. Every language is a `switch` over all phrases, so that the compiler finds what is missing.
enum BotTexts {
    static func text(_ phrase: BotPhrase, _ language: Language) -> String {
        switch language {
        case .ukrainian: ukrainian(phrase)
        case .russian: russian(phrase)
        case .english: english(phrase)
        }
    }

    /// The language of an app, from its IETF tag; nil for one that the bot does not speak.
    static func language(ofTag tag: String?) -> Language? {
        tag.flatMap { Language(rawValue: String($0.lowercased().prefix { $0 != "-" && $0 != "_" })) }
    }
}
