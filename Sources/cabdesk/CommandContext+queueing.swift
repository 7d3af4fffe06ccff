import HelpdeskCore
import HelpdeskModels

extension CommandContext {
    /// Attaches the files to the draft and queues it. If that fails, nothing of it stays behind.
    func queue<ID>(
        _ draft: Draft, files: [String], as queue: (Draft) async throws(HelpdeskError) -> ID
    ) async throws(HelpdeskError) -> ID {
        var draft = draft
        do {
            if !files.isEmpty {
                let limits = try await store.deskSnapshot().limits
                for file in files {
                    draft.files.append(try await store.attach(path: file, to: draft.id, limits: limits))
                }
            }
            return try await queue(draft)
        } catch {
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
