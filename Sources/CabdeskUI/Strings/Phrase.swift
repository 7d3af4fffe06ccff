public import HelpdeskCore
public import HelpdeskModels
public import TerminalKit

/// Everything that a person reads, by meaning. Each language has its words in a file of its own, and the compiler
/// sees to it that none is missing.
public enum Phrase: Equatable, Sendable {
    // Frame
    case tabTickets
    case tabCreate
    case tabCustomerPage
    case windowTooSmall(columns: Int, rows: Int)
    case helpTitle
    case helpPlaceholder
    case marksTitle
    case unreadMark
    case filesMark
    case draftMark
    case ticketMark
    case urgentMark
    case context(BindingContext)
    case action(Action, in: BindingContext)
    case syncStarting
    case syncSyncing
    case syncOnline
    case syncOffline(since: Timestamp)
    case syncSignedOut
    case outboxCount(Int)
    case failedCount(Int)
    case unreadCount(Int)
    case changesSetAside(Int)
    case closedBanner(hours: OfficeHours, alertBot: String?)
    case themeChosen(String)
    case themeUnusable(ThemeError)

    // Tickets
    case view(TicketView)
    case column(TicketColumn)
    case status(Ticket.Status)
    /// The same for the staff.
    case statusForStaff(Ticket.Status)
    case filterLabel
    case ticketCount(Int)
    /// Tickets in the list, and on the desk: no more than that if `isExact`.
    case hereAndOnDesk(here: Int, desk: Int, isExact: Bool)
    case loadingFromDesk
    /// So many tickets. The key loads more; nil if there are no more.
    case loadedFromDesk(Int, key: String?)
    case nothingMoreOnDesk
    case searchNeedsWords
    case searchNeedsConnection
    case searchTooLong
    case arrivedAbove(Int)
    case listLoading
    case listNothingFound
    /// The desk has something. The key loads it.
    case listNothingHere(key: String?)
    case listNotSyncedYet
    case listFilling
    /// The key is the one that creates a ticket.
    case listEmpty(key: String?)

    // One ticket
    case ticketGone
    case notNumberedYet
    case resolvedAt(Timestamp)
    case unreadLine
    case unreadBelow(Int)
    /// Somebody else, by name, and what they do with the ticket.
    case atWork(String, Presence.Activity)
    /// The names of others, and the key that sends; nil where words are typed.
    case wroteMeanwhile(String, key: String?)
    case internalNote
    case event(Event)
    case priority(Ticket.Priority)
    /// Of a ticket, among what else is known of it.
    case hasPriority(Ticket.Priority)
    /// For so long.
    case waitingFor(String)
    case transition(NewEvent.Kind)
    case notSent
    case deliveryQueued
    case deliverySending
    /// For so many seconds. The key is the one that takes it back.
    case deliveryHeld(seconds: Int, key: String?)
    /// There is no connection. The key is the one that takes it back.
    case deliveryWaits(key: String?)
    case deliveryFailed(HelpdeskError)
    /// Above the line for a word of why.
    case whyTitle(NewEvent.Kind)
    case whyHint
    /// The key is the one that takes it back.
    case shiftBegun(key: String?)
    case shiftTakenBack(since: Timestamp)
    /// Another shift has begun meanwhile.
    case shiftGoneOn
    /// For a customer who waits: about when an answer can be expected.
    case answerExpected(by: String)
    /// How long answers usually take, in office hours.
    case answerUsual(String)
    /// The desk is closed until then.
    case answerNotBefore(String)
    case transitionUndone
    /// By somebody else; the words of why are a draft.
    case statusSetMeanwhile
    /// The key is the one that shows them.
    case quotedLines(Int, key: String?)
    case textCut
    case replyTitle
    case noteTitle
    case replyPlaceholder
    case notePlaceholder
    case replyQueued
    case noteQueued
    case saveNote
    case draftKept(Draft.Kind)
    /// The earlier draft stands above the text that was typed now.
    case draftJoined
    /// It did not come to the screen, because something else is being written.
    case isAmongDrafts
    /// In a list; the ticket is empty if nothing is known of it.
    case draft(Draft.Kind, ticket: String, text: String)
    /// In its ticket, with the key that continues it.
    case draftInTicket(Draft.Kind, text: String, key: String?)
    case draftUnsaved
    case draftGone
    case quitUnsaved
    /// The key is the one that rates, where that can be done.
    case ticketResolved(key: String?)
    case ticketReopened
    case alreadyResolved
    case notResolvedYet
    case resolvingNotOffered
    case reopeningNotOffered
    case ratingsNotOffered
    case noAttachments
    case noFileToRemove

    // Files
    case chooseFile
    case attachTitle
    case attachHint
    case saveTitle(String)
    case saveHint
    /// The name; as below.
    case attaching(String)
    case attachingThenSending(String)
    case sendingCalledOff(key: String)
    case quitAmidAttaching
    case fileAttached(String)
    case fileRemoved(String)
    case fileRemovalTitle
    /// The name of a file, and that of one with the same content.
    case sameFile(String, as: String)
    case savingAttachment(String)
    case attachmentSaved(String)

    // Create Ticket
    case serviceLabel
    case servicePlaceholder
    /// The author of a ticket that is filed for a service, and its readers.
    case serviceHint
    case topicLabel
    case topicPlaceholder
    case recommendationTitle
    case recommendationEmpty
    /// So many lines do not fit; the key is the one that scrolls.
    case linesBelow(Int, key: String?)
    case textTitle
    case textPlaceholder
    case subjectLabel
    case subjectPlaceholder
    case filesLabel
    case filesHint(String)
    case similarTitle
    case saveButton
    /// Said beside the button.
    case saveSends
    case ticketQueued
    case draftRestored

    // Customer Page
    case accountTitle
    case accountUser
    case accountService
    case accountDesk
    case role(User.Role)
    case hoursTitle
    case hoursOpen(until: Timestamp, OfficeHours)
    case hoursClosed(until: Timestamp, OfficeHours)
    case hoursExplained(OfficeHours)
    case supportBotTitle
    case supportBotIntro
    case supportBotStep(SupportBotStep)
    case alertBotTitle
    case alertBotIntro(OfficeHours?)
    case alertBotStep(AlertBotStep)
    case botNotConnected
    case botNotConnectedAdmin
    case noBot
    case noBots
    case telegram(TelegramPhrase)

    // Lists, questions and small windows
    case plain(String)
    case choicesPlaceholder
    case choicesNothing
    case moveTitle
    case assigneeTitle
    case priorityTitle
    case mergeTitle
    case figuresTitle
    case urgentQuestion
    case notUrgentQuestion
    /// The number and subject of the other ticket.
    case mergeQuestion(String)
    case nobody
    // Notes for the next shift
    case shiftNoteTitle
    case shiftNoteHint
    case shiftNotesTitle
    case shiftNoteQueued
    case shiftNoteUnsent
    case deleteShiftNote
    case deleteShiftNoteQuestion
    case noShiftNotes
    case shiftNotesNotOffered
    case onlyForServices
    // Canned replies, and one answer to several tickets
    case cannedRepliesTitle
    case cannedReplyOwner(isOwn: Bool)
    case cannedReplyUnsent
    case deleteCannedReply
    case deleteCannedReplyQuestion(String, isOwn: Bool)
    case replaceCannedReplyQuestion(String)
    case cannedReplyChangedQuestion(String, isGone: Bool)
    /// Another one has the name.
    case cannedNameTaken(String)
    /// The box was left with a text that is not saved.
    case cannedEditKept
    case cannedNameTitle
    case cannedNamePlaceholder
    case cannedNameHint
    case cannedReplyKept(String)
    case cannedReplyDeleted
    /// The key is the one that keeps a text as one.
    case noCannedReplies(key: String?)
    case noTextToKeep
    case replyToMarked
    case severalReplyTitle(Int)
    case severalReplyPlaceholder
    case severalReplyHint
    case severalReplyKept
    /// So many of the marked tickets cannot be answered, and so many the list does not show.
    case severalReplyQuestion(Int, leftOut: Int, outside: Int)
    case noneCanBeAnswered
    /// The key is the one that takes them back.
    case repliesQueued(Int, leftOut: Int, key: String?)

    case draftsTitle
    case untitledDraft
    case noDrafts
    case paletteTitle
    case themeTitle
    case questionTitle
    case forgottenAttachment
    /// The key is the one that makes it a file.
    case pastedOffer(PastedText.Extent, key: String)
    case pastedQuestion(PastedText.Extent)
    case discardDraftQuestion
    case discardFailedQuestion
    case ratingTitle
    case ratingHint
    case ratingComment
    case markedCount(Int)
    /// So many of the marked tickets are left out, because the change is not possible for them, and so many the list does
    /// not show.
    case changeQuestion(TicketChangeName, count: Int, leftOut: Int, outside: Int)
    /// The key is the one that takes it back.
    case ticketsChanged(TicketChangeName, count: Int, leftOut: Int, key: String?)
    /// Of so many tickets.
    case changesNothing(Int)
    /// `left`: so many had been sent already.
    case changeUndone(Int, left: Int)

    // Why something cannot be done, and what was done
    case onlyCustomersRate
    case rateWhenResolved
    case onlyForSpecialists
    case notOfferedHere
    case urgentBySpecialist
    case sortedByWaiting
    case notMerged
    /// The number, and the key that opens that ticket.
    case wasMerged(into: String, key: String?)
    case nothingUnsent
    case nothingFailed
    case nothingSimilar
    case nothingUnread
    case alreadyLeft
    case copied(String)
    case ratingQueued
    case assignmentQueued
    case takenAlready
    case moveQueued
    case priorityQueued
    case mergeQueued
    case markedUnread
    case opened(String)
    case noViewer(String)
    case noNotifier
    case notPreviewable(String)
    case emptyFile(String)
    case pictureLoading
    case pictureFailed(PictureFailure, name: String)
    case editorFailed(String, hasSaved: Bool)
    case noShell
    case notInRestrictedMode
    /// How to leave vi, said before it starts.
    case leavingVi
    case transferred(TransferProgress)
    case transferCancelled(String)
    case transfersTitle
    case noTransfers
    case nothingToRetry
    case profileTitle
    case openingProfile(String)
    case onlyOneProfile
    case emptyFolder
    case folderUnreadable
    case onlyHiddenFiles(key: String)
    case nothingNamed(String)
    case notification(unread: Int)
    case notificationsTitle
    case bellState(isOn: Bool)
    case desktopState(isOn: Bool)
    case notificationTextState(isShown: Bool)

    /// Stands in the place of the name of somebody who was erased, and of what they wrote.
    case erasedPerson
    case erasedText

    // Mistakes and failures
    case error(HelpdeskError)
    /// Why signing in failed; nothing is queued or stored then. `byCode`: with the code of an invitation.
    case signInFailed(HelpdeskError, byCode: Bool)
    case rescued(RescueReport)
    case violation(Violation, label: String?)
    /// The name of a field that its topic no longer has.
    case unknownField
    case terminal(TerminalError)
}

/// The steps that link the support bot, in order.
public enum SupportBotStep: Equatable, Sendable {
    case find(TelegramBot)
    case start
    case nameService
    case done

    static func all(_ bot: TelegramBot) -> [SupportBotStep] { [.find(bot), .start, .nameService, .done] }
}

/// The steps that prepare for an outage, in order.
public enum AlertBotStep: Equatable, Sendable {
    case find(TelegramBot)
    case start
    case write
    case wait

    static func all(_ bot: TelegramBot) -> [AlertBotStep] { [.find(bot), .start, .write, .wait] }
}
