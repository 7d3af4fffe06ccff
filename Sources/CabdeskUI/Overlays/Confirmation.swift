public import HelpdeskCore
public import HelpdeskModels

/// A question that is answered with yes or no.
public struct Confirmation: Equatable, Sendable {
    public enum Question: Equatable, Sendable {
        /// The text speaks of an attachment and none is there: send all the same?
        case forgottenAttachment
        /// Throw this draft away?
        case discardDraft(Draft.ID)
        /// Throw away the message that could not be sent?
        case discardFailed
        case deleteShiftNote(ShiftNote.ID)
        case deleteCannedReply(CannedReply)
        /// Give one's own canned reply, of which this is the id, this text instead?
        case replaceCannedReply(CannedReply.ID, NewCannedReply)
        /// Save what was changed over what somebody else has changed meanwhile? `replacing` is nil if it was deleted: then as
        /// a new one.
        case cannedReplyChanged(NewCannedReply, replacing: CannedReply.ID?)
        /// Send the answer to these tickets? `possible`: how many can be answered; nil until the store has counted.
        case replyToSeveral([Ticket.ID], possible: Int?)
        /// End the link of this chat?
        case unlink(TelegramLink)
        /// Link the chat that asks for it?
        case acceptClaim(TelegramLink)
        case signOut(Device)
        /// Mark the ticket as urgent?
        case urgent(Ticket.ID)
        /// Take that back?
        case notUrgent(Ticket.ID)
        /// Merge the ticket into the other, which is named by its number and subject?
        case merge(Ticket.ID, into: Ticket.ID, String)
        /// Attach this file, which was sent to the support bot, to what is being written?
        case attachFromPhone(PhoneFile)
        /// Attach this text as a file, in the place of what stands in the draft?
        case attachPasted(PastedText)
        /// Quit before a file has got into its draft?
        case quitAmidAttaching
        /// Quit and lose what could not be saved?
        case quitUnsaved
        /// Change all of these tickets? `possible`: for how many it is possible; nil until the store has counted.
        case changeTickets(TicketChange, [Ticket.ID], possible: Int?)
    }

    public let question: Question

    /// The answer that is marked, and that Enter gives. Neither destroying something nor letting somebody in is ever
    /// done by a key that was meant for something else.
    var marked: Action {
        switch question {
        // A change of tickets can be undone.
        case .forgottenAttachment, .attachFromPhone, .notUrgent, .changeTickets, .replyToSeveral: .yes
        case .discardDraft, .discardFailed, .unlink, .acceptClaim, .signOut, .quitAmidAttaching, .quitUnsaved,
            .urgent, .merge, .deleteShiftNote, .attachPasted, .deleteCannedReply, .replaceCannedReply,
            .cannedReplyChanged:
            .no
        }
    }
}
