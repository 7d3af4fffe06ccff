public import HelpdeskCore
public import HelpdeskModels

/// Work that the loop hands out: what `update` wants done, as a value. Each one answers with a message.
public enum Effect: Equatable, Sendable {
    case loadDesk
    case loadList(TicketQuery)
    case loadRows([Ticket.ID])
    case loadConversation(Ticket.ID)
    case loadDraft(Ticket.ID?)
    case saveDraft(Draft)
    case discardDraft(Draft.ID)
    case attach(path: String, draft: Draft.ID)
    case queueTicket(Draft)
    case queueReply(Draft)
    case queueTransition(NewEvent.Kind, Ticket.ID)
    case markRead(Ticket.ID, upTo: Timestamp)
    case saveAttachment(Attachment, directory: String)
    case completePath(String)
    case nextTheme
    case syncNow
    case quit
}
