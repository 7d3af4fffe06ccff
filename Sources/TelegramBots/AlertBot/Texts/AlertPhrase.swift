import HelpdeskModels

/// Every text of the alert bot for those who report, by its meaning. Names and remarks in it come from outside and are one clean line each.
enum AlertPhrase: Sendable, Hashable {
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
    /// The message cannot be processed.
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
    /// The description of a command of the menu.
    case command(String)
}

/// Every text of the alert bot for those on duty, by its meaning. Names and remarks in it come from outside and are one
/// clean line each.
enum DutyPhrase: Sendable, Hashable {
    case help
    case state(IncidentState, by: String?)
    case pageTitle(incident: Int64, kind: IncidentKind, since: Timestamp)
    case pagedAgain(pages: Int)
    case pagedEveryone
    case forgotten(by: String, at: Timestamp)
    case wasReopened
    case reportCount(Int)
    case report(number: Int64, service: ReportedService?, reporter: String, text: String)
    case moreReports(Int)
    case acknowledge
    case resolve
    case reopen
    case youTook(Int64)
    case alreadyYours(Int64)
    case taken(incident: Int64, by: String)
    case alreadyTaken(incident: Int64, by: String)
    case alreadyResolved(Int64)
    case youResolved(Int64, reporters: Int)
    case resolved(incident: Int64, by: String)
    case reopened(incident: Int64, by: String)
    case notResolved(Int64)
    case news(incident: Int64, kind: IncidentKind)
    case merged(Int64, into: Int64, by: String)
    case cannotMerge(Int64, into: Int64)
    case split(report: Int64, from: Int64, into: Int64, by: String)
    case cannotSplit(Int64)
    case telling(incident: Int64, reporters: Int)
    case result(incident: Int64, reached: Int, of: Int)
    case notReached(String, why: AlertFailure)
    case noSuchIncident(Int64)
    case noIncidents
    case dutyLevel(Int)
    case dutyEveryone
    case nobody
    case usage(String)
    /// Telegram was out of reach for longer than it keeps what people write.
    case gap(hours: Int)
    /// Another program fetches the bot's updates.
    case conflict
    /// A message cannot be read.
    case poison
    /// Something that the bot had to do failed.
    case fault
    case notOnDuty
    case anonymousRefused
}
