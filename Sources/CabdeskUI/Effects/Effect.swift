public import HelpdeskCore
public import HelpdeskModels

/// Work that `update` wants done, as a value, sorted by where it runs. What comes of it returns as messages.
public enum Effect: Equatable, Sendable {
    case read(Read)
    case write(Write)
    case files(Files)
    case remote(Remote)
    case screen(Screen)
    /// Says a second later that it has passed.
    case tick

    /// Reading the store.
    public enum Read: Equatable, Sendable {
        case desk
        case list(TicketQuery)
        case counts
        case rows([Ticket.ID], TicketQuery)
        /// Rows that are out of sight yet.
        case nearbyRows([Ticket.ID], TicketQuery)
        case conversation(Ticket.ID)
        case nextUnread(after: Ticket.ID?, orItself: Bool)
        case number(Int)
        case similar(String, service: Service.ID? = nil)
        /// For which of the tickets the change is possible.
        case changeable(TicketChange, [Ticket.ID])
        case mergeCandidates(Ticket.ID)
        /// Which of the tickets can have this answer, with its placeholders filled in the language.
        case answerable(SeveralReply, [Ticket.ID])
    }

    /// Writing to the store, and what has to keep its place among the writes: a draft is opened after what was still to
    /// be saved of it, and not while it is being closed.
    public enum Write: Equatable, Sendable {
        case loadDraft(Draft.Kind)
        /// Reads all drafts, with what was still to be saved of them.
        case listDrafts
        case openDraft(Draft.ID)
        case saveDraft(Draft)
        /// Takes a file off a draft.
        case detach(OutgoingFile.ID, Draft.ID)
        /// Adds a text to a draft that is on no screen.
        case appendText(String, Draft.ID)
        /// Tries again to save what could not be saved.
        case saveUnsaved
        case discardDraft(Draft.ID)
        case leaveDraft(Draft.ID)
        case queueTicket(Draft)
        case queueReply(Draft)
        /// With a word of why; empty for none.
        case queueTransition(NewEvent.Kind, Ticket.ID, why: String)
        case undoTransition(Event.ID)
        case markRead(Ticket.ID, upTo: Timestamp)
        case markUnread(Ticket.ID)
        case rate(Ticket.ID, Rating)
        case assign(Ticket.ID, User.ID?)
        case move(Ticket.ID, Topic.ID)
        case change(TicketChange, [Ticket.ID])
        case undoChange([Event.ID])
        case prioritise(Ticket.ID, Ticket.Priority)
        case merge(Ticket.ID, into: Ticket.ID)
        case recall(Message.ID)
        case cancelUpload(Attachment.ID)
        case retryFailed(Ticket.ID)
        case discardFailed(Ticket.ID)
        case savePreferences(Preferences)
        case acknowledgeRescue
        case loadWords
        case keepWords(UnsentWords)
        /// Notes that somebody works here now.
        case noteWork
        case beginShift
        case takeBackShift(BegunShift)
        case queueShiftNote(String)
        case deleteShiftNote(ShiftNote.ID)
        case keepCannedReply(NewCannedReply, replacing: CannedReply.ID?)
        case deleteCannedReply(CannedReply.ID)
        case replyToSeveral(SeveralReply, [Ticket.ID])
        /// Takes back those of the messages that have not left; the text is that of the answer.
        case undoReplies([Message.ID], text: String)
    }

    /// Files of this machine, and files on their way from the desk and into drafts.
    public enum Files: Equatable, Sendable {
        case look(Look)
        case attach(ArrivingFiles)
        case stopAttaching(ArrivingFiles)
        case fetch(Fetch)
        case cancelDownload(Transfer.ID)
    }

    /// A look at the files of this machine.
    public enum Look: Equatable, Sendable {
        /// How a typed path could go on.
        case completion(String)
        case folder(String)
        /// Follows a typed path: a folder is listed, a file is attached.
        case path(String)
        case themes
        /// Makes a picture for the terminal.
        case picture(PictureRequest)
        /// The theme of that name, or the usual one. `isChosen`: it stays if it can be used, rather than being shown for
        /// a moment.
        case theme(String?, isChosen: Bool = false)
    }

    /// Receiving a file of a ticket, and what is done with it then.
    public enum Fetch: Equatable, Sendable {
        case save(Attachment, directory: String)
        case open(Attachment)
        case preview(Attachment)
    }

    /// Requests to the backend that do not pass through the outbox.
    public enum Remote: Equatable, Sendable {
        case offerLink
        case changeLink(TelegramLink, TelegramLinkChange)
        case endLink(TelegramLink)
        case devices
        /// The desk's figures of the last thirty days.
        case statistics
        case signOut(Device)
        /// How many tickets the desk has with these words.
        case countOnDesk(String)
        /// Fetches those of them that are not in the store, some at a time.
        case loadFromDesk(String, after: String?)
        /// Fetches the ticket with a number.
        case fetchNumber(Int)
        case announceDraft(Draft.ID, title: String)
        case closeDraft(Draft.ID)
        /// Says that a file from the phone was taken or turned away.
        case removePhoneFile(PhoneFile)
        /// Says what one does with a ticket; a reminder follows after so many seconds, unless the ticket is left before.
        case announcePresence(Ticket.ID, Presence.Activity, again: Int)
        case leavePresence(Ticket.ID)
        case syncNow
    }

    /// Effects that need the terminal itself, on the main loop.
    public enum Screen: Equatable, Sendable {
        case editExternally(Draft)
        /// Runs a viewer in the terminal: its arguments.
        case runViewer([String])
        /// Says which pictures the terminal shows.
        case describePictures
        case copy(String)
        case notify(title: String, body: String)
        /// Repaints the whole screen, whatever the terminal shows.
        case repaint
        case suspend
    }
}
