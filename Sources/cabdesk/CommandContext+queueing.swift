import HelpdeskCore
import HelpdeskModels

extension CommandContext {
    /// Attaches the files to the draft and queues it. If that fails, nothing of it stays behind.
    ///
    /// What is written is checked first, so that nobody waits for files to be copied only to hear that the text is
    /// missing. A subject that was given is not cut silently, as one made of the text is.
    func queue<ID>(
        _ draft: Draft, files: [String], as queue: (Draft) async throws(HelpdeskError) -> ID
    ) async throws(HelpdeskError) -> ID {
        var draft = draft
        let limits = try await store.deskSnapshot().limits
        let violations =
            limits.violations(inText: draft.text, attachmentCount: files.count)
            + (draft.subject.map { limits.violations(inSubject: $0) } ?? [])
        if !violations.isEmpty { throw HelpdeskError(.invalid, violations: violations) }
        do {
            for file in files {
                draft.files.append(try await store.attach(path: file, to: draft.id, limits: limits))
            }
            return try await queue(draft)
        } catch {
            // Why it failed is said; a draft that stays behind is listed among the drafts.
            try? await store.discardDraft(draft.id)
            throw error
        }
    }

    /// Queues the change of status, tries to send it and prints what became of it.
    func change(
        _ ticket: TicketReference, to kind: NewEvent.Kind, _ output: OutputOptions, _ language: Language
    ) async throws {
        let ticket = try await self.ticket(ticket)
        try await store.queueTransition(kind, ticket: ticket)
        let outcome = try await send { () async throws(HelpdeskError) in
            try await store.conversation(ticket)?.transitions.last { $0.kind == kind }?.delivery
        }
        try await CommandResult(ticket: ticket, outcome: outcome).print(self, output, language)
    }
}
