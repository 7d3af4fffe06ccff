public import HelpdeskCore
public import HelpdeskModels

/// Work that the loop hands out: what `update` wants done, as a value. Each one answers with a message.
public enum Effect: Equatable, Sendable {
    // Reading
    case loadDesk
    case loadList(TicketQuery)
    case loadRows([Ticket.ID], TicketQuery)
    case loadConversation(Ticket.ID)
    case loadDrafts
    case findNextUnread(after: Ticket.ID?, orItself: Bool)
    case findNumber(Int)
    case findSimilar(String)

    // Writing
    // A draft is opened after what was still to be saved of it, and not while it is being left.
    case loadDraft(Draft.Kind)
    case openDraft(Draft.ID)
    case saveDraft(Draft)
    /// Takes a file off a draft.
    case detach(OutgoingFile.ID, Draft.ID)
    /// Adds a text to a draft that is on no screen.
    case appendText(String, Draft.ID)
    /// Tries again what could not be saved.
    case saveUnsaved
    case discardDraft(Draft.ID)
    case leaveDraft(Draft.ID)
    case queueTicket(Draft)
    case queueReply(Draft)
    case queueTransition(NewEvent.Kind, Ticket.ID)
    case markRead(Ticket.ID, upTo: Timestamp)
    case markUnread(Ticket.ID)
    case rate(Ticket.ID, Rating)
    case assign(Ticket.ID, User.ID?)
    case move(Ticket.ID, Topic.ID)
    case recall(Message.ID)
    case retryFailed(Ticket.ID)
    case discardFailed(Ticket.ID)
    case savePreferences(Preferences)
    case acknowledgeRescue

    // Files
    case attach(ArrivingFiles)
    case stopAttaching(ArrivingFiles)
    case saveAttachment(Attachment, directory: String)
    case openAttachment(Attachment)
    case previewAttachment(Attachment)
    case cancelDownload(Transfer.ID)
    case cancelUpload(Attachment.ID)
    case completePath(String)
    case listFolder(String)
    /// Goes into the folder of a typed path, or takes its file.
    case followPath(String)

    // Asked of the backend at once
    case offerLink
    case changeLink(TelegramLink, TelegramLinkChange)
    case endLink(TelegramLink)
    case loadDevices
    case signOut(Device)
    case announceDraft(Draft.ID, title: String)
    case closeDraft(Draft.ID)
    /// Says that a file from the phone was taken or turned away.
    case removePhoneFile(PhoneFile)

    // The terminal and the program
    case editExternally(Draft)
    /// Runs a viewer in the terminal: its arguments.
    case runViewer([String])
    case copy(String)
    case notify(title: String, body: String)
    /// The theme of that name, or the usual one; `isChosen`: not only tried, but to stay if it can be used.
    case loadTheme(String?, isChosen: Bool = false)
    case loadThemes
    /// Paints the whole screen anew, whatever the terminal shows.
    case repaint
    case suspend
    case syncNow
    case quit
}
