public import HelpdeskModels

extension Store {
    /// Keeps the draft. A file that was listed in it before and no longer is, is removed.
    public func saveDraft(_ draft: Draft) async throws(HelpdeskError) {}
    /// All drafts, the one changed last first.
    public func drafts() async throws(HelpdeskError) -> [Draft] { [] }
    /// The draft of a reply to the ticket, or of a new ticket (nil); the one changed last if there are several.
    public func draft(for ticket: Ticket.ID?) async throws(HelpdeskError) -> Draft? { nil }
    /// Removes the draft and its files.
    public func discardDraft(_ id: Draft.ID) async throws(HelpdeskError) {}
}
