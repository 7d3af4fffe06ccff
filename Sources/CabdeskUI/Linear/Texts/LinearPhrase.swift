import HelpdeskCore
import HelpdeskModels

/// The texts of the linear mode alone: prompts, and words for what a screen shows by place, colour or mark.
enum LinearPhrase: Equatable, Sendable {
    // The list
    case unread
    case files(Int)
    case moreTickets(Int)
    case endOfList
    case noSuchTicketHere
    case nothingFound
    case sorted(TicketSort)
    case marked
    case notMarked
    /// The word that takes all marks away.
    case noneWord
    case markFirst

    // A ticket
    case goneTicket
    case assigned(String)
    /// The time, with the day unless it is today.
    case answerExpected(by: String)
    case rated(Rating)
    case messages(Int, unread: Int, files: Int)
    case message(Int, of: Int)
    case noSuchMessage(Int)
    case firstMessage
    case lastMessage
    case quote(String)
    case file(Int, name: String, size: Int64)

    // Writing
    case continueWriting(Int)
    case howToWrite
    case lineCut
    /// A dot in a paste did not end the text.
    case dotPasted
    case draftLength(lines: Int, files: Int)
    case noSuchLine(Int)
    case lineDeleted(String)
    case example(String)

    // Choosing
    case manyChoices(Int)
    case chooseNumber(Int)
    case folder(String, entries: Int)
    /// `size` is nil for a folder.
    case folderEntry(Int, name: String, size: Int64?)
    /// `marked`: what Enter answers; nil where that is not said.
    case askYesOrNo(marked: Bool?)
    case askRating

    // Commands
    case ambiguous([String])
    case unknownCommand
    case languageChosen
    case done
    case nothingNew
    case everythingSent
    case connection(String)
    /// The first step to a bot, where no code can be scanned.
    case findBot(TelegramBot)
    /// The first step of linking, where no code can be scanned.
    case askForCode
    case openAddress
    case helpNumbers
    case helpDot
    case helpWords

    // Prompts
    case promptHelp
    case promptMore(Int)
    case promptFilter
    case promptNumber
    case promptComment
    case promptFolder(String)
    case promptFile
    case promptField(String, isRequired: Bool, value: String)
    case promptSubject(String)
    case promptService
    case promptTopic
    case promptAttachment([String])
    /// Commands that take a number.
    case promptNumbered([String])
    case promptDraft
    case promptShiftNote
    case promptCannedReply
    /// Whether a line of the new text is there.
    case promptCannedText(isChanged: Bool)
    case promptCannedName(String)
    /// So many lines are written.
    case promptSeveralReply(Int)
    case promptWhy
    case promptChoice
    case numberOpens
    case dotBack
}
