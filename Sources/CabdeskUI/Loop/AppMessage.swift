public import HelpdeskCore
public import HelpdeskModels
public import TerminalKit

/// Something that happened: a key, an answer of the store, a change of the connection.
public enum AppMessage: Sendable {
    case keyPressed(Key)
    case pasted(String)
    case mouse(MouseEvent)
    case windowResized(Size)
    case minutePassed(Timestamp)
    /// A second after it was asked for.
    case secondPassed
    /// The terminal or the system ends the program.
    case quitRequested
    /// The system stops the program until a shell continues it (SIGTSTP).
    case stopRequested
    /// A line that was typed in linear mode; nil for the end of input.
    case lineTyped(String?)
    /// Lines that came at once in linear mode: a paste, or what a slow connection had held up.
    case linesPasted([String])

    case storeChanged(StoreChange)
    case deskLoaded(DeskSnapshot)
    case listLoaded(TicketQuery, [Ticket.ID], TicketCounts)
    case countsLoaded(TicketCounts)
    case rowsLoaded([TicketRow])
    case conversationLoaded(Ticket.ID, Conversation?)
    case draftLoaded(Draft.Kind, Draft?)
    case syncStatusChanged(SyncStatus)

    /// A draft that was on the screen is saved, and free for other programs.
    case draftLeft(Draft.ID)
    case wordsLoaded(UnsentWords)
    /// The drafts that are in memory only, when that changes.
    case draftsUnsaved(Set<Draft.ID>)
    case fileAttached(Draft.ID, OutgoingFile)
    /// The same of a text that was pasted, which the draft has twice now.
    case pastedTextAttached(Draft.ID, OutgoingFile, text: String)
    case attachFailed(Draft.ID, HelpdeskError)
    /// The last of an effect that attaches, whatever came of it.
    case filesArrived(ArrivingFiles)
    case ticketQueued(Draft.ID, Ticket.ID)
    case replyQueued(Draft.ID, Ticket.ID)
    case draftRefused(Draft.ID, HelpdeskError)
    case transitionQueued(NewEvent.Kind)
    /// The ticket was so already, or the store could not take it: what becomes of the word of why.
    case transitionRefused(Ticket.ID, why: String, HelpdeskError?)
    /// Whether it was taken back, and the word of why, which is a draft again.
    case transitionUndone(Bool, why: Draft?)
    /// For how many of the tickets the change is possible.
    case changeableFound(TicketChange, [Ticket.ID], possible: Int)
    /// Of so many tickets that it was asked for.
    case ticketsChanged(TicketChange, QueuedChange, of: Int)
    /// The tickets that a change was taken back for, of so many.
    case changeUndone([Ticket.ID], of: Int)
    /// How many of the tickets can be answered.
    case answerableFound([Ticket.ID], possible: Int)
    /// The answer to several tickets, of so many that it was meant for.
    case repliesQueued(QueuedReplies, of: Int)
    case repliesRefused(HelpdeskError)
    /// The tickets whose answers were taken back, of so many, and the text of the answer.
    case repliesUndone([Ticket.ID], of: Int, text: String)
    case shiftBegun(BegunShift)
    case downloadProgressed(Transfer.ID, TransferProgress)
    case attachmentSaved(Transfer.ID, path: String)
    /// Received to be looked at.
    case attachmentFetched(Transfer.ID)
    case attachmentNotSaved(Transfer.ID, HelpdeskError)
    case pathCompleted(PathCompletion)
    case themeLoaded(Theme, isChosen: Bool = false)
    case themeNotLoaded(ThemeError, isChosen: Bool = false)
    /// `asked`: the path that was asked for, so that a late answer does not take the place of a newer one's; nil for an
    /// answer that is always welcome.
    case folderListed(FolderListing, asked: String? = nil)
    /// A typed path is no folder, but a file, or nothing.
    case pathFollowed(String, isFile: Bool)
    /// A path that may not be gone to.
    case pathRefused(String, HelpdeskError)
    case dropRefused(Draft.ID, text: String)
    case viewerReady([String])
    /// A picture is there to be looked at.
    case pictureFetched(name: String, path: String)
    case picturesDescribed(PictureSupport)
    case pictureMade(PictureRequest, PictureView)
    /// The terminal said what it can do.
    case terminalAnswered
    case previewLoaded(name: String, lines: [String])
    case draftsLoaded([ListedDraft])
    case draftOpened(Draft)
    case nextUnreadFound(Ticket.ID?)
    /// The ticket of a number that was typed; nil if no such ticket is known here.
    case numberFound(Int, Ticket.ID?)
    /// The same of the desk.
    case numberFetched(Int, Ticket.ID?)
    /// The tickets that the desk has with these words; nil if it could not say.
    case countedOnDesk(String, SearchPage?)
    case loadedFromDesk(String, FetchedTickets)
    case notLoadedFromDesk(String, HelpdeskError)
    /// The tickets into which this one can be merged.
    case mergeCandidatesFound(Ticket.ID, [TicketRow])
    case figuresLoaded(Statistics)
    case similarFound(text: String, [TicketRow])
    case recalled(Draft?)
    /// The draft as it was given to an editor, and the text that came back.
    case editedExternally(Draft, String)
    case linkOffered(TelegramLinkOffer)
    case linkNotOffered(HelpdeskError)
    case devicesLoaded([Device])
    /// The backend could not be notified that the file was answered.
    case phoneFileNotRemoved(PhoneFile)
    /// The others at work on a ticket.
    case presenceLoaded(Ticket.ID, [Presence])
    /// Time to say again that one is at work.
    case presenceDue
    case themesFound([String], current: String)
    case done(Phrase)
    case refused(Phrase)
    case failed(HelpdeskError)
}
