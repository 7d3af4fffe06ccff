import HelpdeskModels

/// Messages and files on their way from a private chat to the desk.
extension SupportBot {
    func ids(_ chat: Int64) -> DeskIDs { DeskIDs(bot: client.token.botID, chat: chat) }

    private func chat(of author: ChatAuthor) -> Int64 {
        if case .customer(let chat) = author { chat } else { 0 }
    }

    func create(
        _ topic: Topic.ID, _ subject: String, _ answers: [FieldValue], _ content: ChatContent, _ author: ChatAuthor,
        _ memory: ChatMemory, _ context: SupportContext, _ turn: inout Turn
    ) async throws -> SupportOutcome {
        let chat = chat(of: author)
        let ids = ids(chat)
        let fetcher = FileFetcher(client: client, folder: store.folder, limit: context.limits.attachmentSize)
        let (files, troubles) = try await fetch(content.files, ids, content.sent, fetcher)
        defer { fetcher.remove(files) }
        let message: Message.ID = ids.id("message", message: content.message, at: content.sent)
        let new = TicketFromChat(
            id: ids.id("ticket", message: content.message, at: content.sent), topic: topic,
            subject: String(String.UnicodeScalarView(subject.unicodeScalars.prefix(context.limits.subjectLength))),
            fields: answers, messageID: message, text: text(content, troubles, memory.language), files: files)
        let ticket = try await tellDesk { () async throws(SupportDeskError) in
            try await desk.create(new, by: author)
        }
        remember(content, as: Outgoing.Subject(ticket: ticket.id, message: message), in: chat, &turn)
        return .created(ticket, troubles: troubles)
    }

    func add(
        _ content: ChatContent, to ticket: Ticket.ID, _ author: ChatAuthor, _ memory: ChatMemory,
        _ context: SupportContext, _ turn: inout Turn
    ) async throws -> SupportOutcome {
        let chat = chat(of: author)
        let found = try await tellDesk { () async throws(SupportDeskError) in try await desk.ticket(ticket) }
        guard let found else { return .gone }
        let (message, troubles) = try await write(
            content, to: ticket, chat: chat, author, memory.language, context.limits)
        remember(content, as: Outgoing.Subject(ticket: ticket, message: message), in: chat, &turn)
        return .added(content, to: found, before: found.status, troubles: troubles)
    }

    /// Adds the content to the ticket; used for customers and staff alike.
    func write(
        _ content: ChatContent, to ticket: Ticket.ID, chat: Int64, _ author: ChatAuthor, _ language: Language,
        _ limits: Limits, isInternal: Bool = false
    ) async throws -> (message: Message.ID, troubles: [FileTrouble]) {
        let ids = ids(chat)
        let fetcher = FileFetcher(client: client, folder: store.folder, limit: limits.attachmentSize)
        let (files, troubles) = try await fetch(content.files, ids, content.sent, fetcher)
        defer { fetcher.remove(files) }
        let message = MessageFromChat(
            id: ids.id("message", message: content.message, at: content.sent), ticket: ticket,
            text: text(content, troubles, language), files: files, isInternal: isInternal)
        _ = try await tellDesk { () async throws(SupportDeskError) in try await desk.add(message, by: author) }
        return (message.id, troubles)
    }

    /// The message with its new text, or a further message if somebody has answered the old one.
    func revise(
        _ content: ChatContent, _ subject: Outgoing.Subject, _ author: ChatAuthor, _ memory: ChatMemory
    ) async throws -> SupportOutcome {
        guard let message = subject.message else { return .gone }
        let outcome = try await tellDesk { () async throws(SupportDeskError) in
            try await desk.revise(message, text: content.text, by: author)
        }
        if outcome == .tooLate {
            try await writeEdit(content, to: subject.ticket, chat: chat(of: author), author, memory.language)
        }
        let ticket = try await tellDesk { () async throws(SupportDeskError) in try await desk.ticket(subject.ticket) }
        guard let ticket else { return .gone }
        return .revised(outcome, ticket)
    }

    /// A further message with the new text.
    func writeEdit(
        _ content: ChatContent, to ticket: Ticket.ID, chat: Int64, _ author: ChatAuthor, _ language: Language
    ) async throws {
        guard !content.text.isEmpty else { return }
        let id: Message.ID = ids(chat).id("edit \(content.text)", message: content.message, at: content.sent)
        let text = BotTexts.text(.edited, language) + "\n" + content.text
        _ = try await tellDesk { () async throws(SupportDeskError) in
            try await desk.add(MessageFromChat(id: id, ticket: ticket, text: text), by: author)
        }
    }

    func add(
        _ contents: [ChatContent], to draft: OpenDraft, _ context: SupportContext
    ) async throws -> SupportOutcome {
        guard let link = context.link, let whole = ChatContent(merging: contents) else { return .gone }
        let fetcher = FileFetcher(client: client, folder: store.folder, limit: context.limits.attachmentSize)
        let (files, _) = try await fetch(whole.files, ids(link.chat), whole.sent, fetcher)
        defer { fetcher.remove(files) }
        let isAdded = try await tellDesk { () async throws(SupportDeskError) in
            try await desk.add(files, to: draft, of: link)
        }
        return .addedToDraft(draft, isAdded)
    }

    private func fetch(
        _ files: [ChatContent.File], _ ids: DeskIDs, _ time: Timestamp, _ fetcher: FileFetcher
    ) async throws -> (files: [FileFromChat], troubles: [FileTrouble]) {
        try await fetcher.fetch(files) { ids.id("file \($0.id)", message: $0.message, at: time) }
    }

    /// What the ticket gets: the person's words, and a note of each file that did not make it.
    private func text(_ content: ChatContent, _ troubles: [FileTrouble], _ language: Language) -> String {
        let notes = troubles.map { trouble in
            switch trouble.reason {
            case .tooLarge(let limit):
                BotTexts.text(.noteTooLargeIn(name: trouble.name, megabytes: limit >> 20), language)
            case .unavailable: BotTexts.text(.noteUnavailable(name: trouble.name), language)
            }
        }
        return ([content.text].filter { !$0.isEmpty } + notes).joined(separator: "\n\n")
    }

    private func remember(_ content: ChatContent, as subject: Outgoing.Subject, in chat: Int64, _ turn: inout Turn) {
        turn.changes.append { db in
            for part in content.parts { try BotStore.map(part, in: chat, to: subject, db) }
        }
    }
}
