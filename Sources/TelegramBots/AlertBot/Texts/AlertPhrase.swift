import HelpdeskModels

/// Every text of the alert bot for those who report, by its meaning. Names and remarks in it come from outside and are one clean line each.
enum AlertPhrase {
    case kind(IncidentKind)
    case welcome(night: AlertHours)
    case help(night: AlertHours, supportBot: String?)
    case whatHappened
    case choice(AlertChoice)
    case received(incident: Int64, kind: IncidentKind)
    case receivedTaken(incident: Int64, kind: IncidentKind)
    case receivedAgain(incident: Int64, kind: IncidentKind)
    case receivedWithoutChoice(incident: Int64)
    case nameYourService
    case describe
    case serviceNoted(String)
    case remarkNoted(incident: Int64, kind: IncidentKind)
    case askQuestion
    case questionKept
    case questionKeptForMorning(night: AlertHours)
    /// The bot keeps no files for tickets.
    case questionWithoutFile(supportBot: String?)
    case questionWaitsForLink(supportBot: String?)
    case questionIsTicket(Int64)
    /// With the beginning of the question.
    case questionRefused(String, supportBot: String?)
    /// What was written cannot be worked off.
    case setAside
    case notUnderstood
    case callingNotice(incident: Int64, kind: IncidentKind)
    case acknowledgedNotice(incident: Int64, kind: IncidentKind)
    case resolvedNotice(incident: Int64, kind: IncidentKind)
    case reopenedNotice(incident: Int64, kind: IncidentKind)
    case staffSays(incident: Int64, kind: IncidentKind, text: String)
    case stillBroken
    case nothingOpen
    case chooseLanguage
    case languageChosen
    case privateChatsOnly
    case unknownCommand
    /// What a command of the menu does.
    case command(String)
}
