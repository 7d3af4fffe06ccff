import HelpdeskDesk
import HelpdeskModels

/// Messages and files on their way from a private chat to the desk.
extension SupportBot {
    func ids(_ chat: Int64) -> DeskIDs { DeskIDs(bot: client.token.botID, chat: chat) }

    private func chat(of author: TelegramAuthor) -> Int64 {
        if case .customer(let chat) = author { chat } else { 0 }
    }

    /// A ticket of the first content, with the others as further messages.
    func create(
        _ topic: Topic.ID, _ subject: String, _ answers: [FieldValue], _ contents: [ChatContent],
        _ author: TelegramAuthor,
        _ memory: ChatMemory, _ context: SupportContext, _ turn: inout Turn
    ) async throws -> SupportOutcome {
        guard let first = contents.first else { return .gone }
        let chat = chat(of: author)
        let ids = ids(chat)
        let fetcher = FileFetcher(client: client, folder: store.folder, limit: context.limits.attachmentSize)
        var (files, troubles) = try await fetch(first.files, ids, first.sent, fetcher)
        defer { fetcher.remove(files) }
        let parts = MessagePart.parts(text(first, troubles, memory.language), files, context.limits)
        let message: Message.ID = ids.id("message", message: first.message, at: first.sent)
        let ticket = try await tellDesk {
            try await desk.file(
                ids.id("ticket", message: first.message, at: first.sent), topic: topic,
                subject: String(String.UnicodeScalarView(subject.unicodeScalars.prefix(context.limits.subjectLength))),
                fields: answers, messageID: message, text: parts[0].text, files: parts[0].files, by: author)
        }
        try await add(parts, from: 1, of: first, to: ticket.id, chat: chat, author, isInternal: false)
        remember(first, as: Outgoing.Subject(ticket: ticket.id, message: message), in: chat, &turn)
        var isWhole = true
        for content in contents.dropFirst() {
            do {
                let written = try await write(
                    content, to: ticket.id, chat: chat, author, memory.language, context.limits)
                troubles += written.troubles
                remember(content, as: Outgoing.Subject(ticket: ticket.id, message: written.message), in: chat, &turn)
            } catch TelegramDeskError.refused(let reason) {
                // The ticket is there and what comes after this one belongs to it.
                log.warning("the desk refused what came from a chat: \(reason)")
                isWhole = false
            }
        }
        return .created(ticket, album: contents.last?.album, troubles: troubles, isWhole: isWhole)
    }

    func add(
        _ content: ChatContent, to ticket: Ticket.ID, _ author: TelegramAuthor, _ memory: ChatMemory,
        _ context: SupportContext, _ turn: inout Turn
    ) async throws -> SupportOutcome {
        let chat = chat(of: author)
        let found = try await tellDesk { try await desk.ticket(ticket) }
        guard let found else { return .gone }
        let (message, troubles) = try await write(
            content, to: ticket, chat: chat, author, memory.language, context.limits)
        remember(content, as: Outgoing.Subject(ticket: ticket, message: message), in: chat, &turn)
        return .added(content, to: found, before: found.status, troubles: troubles)
    }

    /// Adds the content to the ticket; used for customers and staff alike.
    func write(
        _ content: ChatContent, to ticket: Ticket.ID, chat: Int64, _ author: TelegramAuthor, _ language: Language,
        _ limits: Limits, isInternal: Bool = false
    ) async throws -> (message: Message.ID, troubles: [FileTrouble]) {
        let ids = ids(chat)
        let fetcher = FileFetcher(client: client, folder: store.folder, limit: limits.attachmentSize)
        let (files, troubles) = try await fetch(content.files, ids, content.sent, fetcher)
        defer { fetcher.remove(files) }
        let parts = MessagePart.parts(text(content, troubles, language), files, limits)
        try await add(parts, from: 0, of: content, to: ticket, chat: chat, author, isInternal: isInternal)
        return (ids.id("message", message: content.message, at: content.sent), troubles)
    }

    /// Each part as a message of its own, with ids that are the same at every try.
    private func add(
        _ parts: [MessagePart], from first: Int, of content: ChatContent, to ticket: Ticket.ID, chat: Int64,
        _ author: TelegramAuthor, isInternal: Bool
    ) async throws {
        let ids = ids(chat)
        for (index, part) in parts.enumerated().dropFirst(first) {
            let name = index == 0 ? "message" : "message part \(index)"
            let id: Message.ID = ids.id(name, message: content.message, at: content.sent)
            _ = try await tellDesk {
                try await desk.write(
                    id, in: ticket, text: part.text, files: part.files, isInternal: isInternal, by: author)
            }
        }
    }

    /// The message with its new text, or a further message if somebody has answered the old one.
    func revise(
        _ content: ChatContent, _ subject: Outgoing.Subject, _ author: TelegramAuthor, _ memory: ChatMemory
    ) async throws -> SupportOutcome {
        guard let message = subject.message else { return .gone }
        let outcome = try await tellDesk { try await desk.revise(message, text: content.text, by: author) }
        if outcome == .tooLate {
            try await writeEdit(content, to: subject.ticket, chat: chat(of: author), author, memory.language)
        }
        let ticket = try await tellDesk { try await desk.ticket(subject.ticket) }
        guard let ticket else { return .gone }
        return .revised(outcome, ticket)
    }

    /// A further message with the new text; one that is as internal as what was edited.
    func writeEdit(
        _ content: ChatContent, to ticket: Ticket.ID, chat: Int64, _ author: TelegramAuthor, _ language: Language,
        isInternal: Bool = false
    ) async throws {
        // A caption that was taken away says nothing; the files are there.
        guard !content.text.isEmpty else { return }
        let id: Message.ID = ids(chat).id("edit \(content.text)", message: content.message, at: content.sent)
        let text = BotTexts.text(.edited, language) + "\n" + content.text
        _ = try await tellDesk {
            try await desk.write(id, in: ticket, text: text, files: [], isInternal: isInternal, by: author)
        }
    }

    func add(
        _ contents: [ChatContent], to draft: OpenDraft, _ context: SupportContext
    ) async throws -> SupportOutcome {
        guard let chat = context.link?.chat else { return .gone }
        let fetcher = FileFetcher(client: client, folder: store.folder, limit: context.limits.attachmentSize)
        let (ids, hasWords) = (ids(chat), contents.contains { !$0.text.isEmpty })
        var (files, troubles): ([TelegramFile], [FileTrouble]) = ([], [])
        defer { fetcher.remove(files) }
        for content in contents {
            let fetched = try await fetch(content.files, ids, content.sent, fetcher)
            files += fetched.files
            troubles += fetched.troubles
        }
        let isAdded = try await tellDesk { [files] in try await desk.offer(files, to: draft.id, ofChat: chat) }
        return .addedToDraft(draft, isAdded, hasWords: hasWords, troubles: troubles)
    }

    private func fetch(
        _ files: [ChatContent.File], _ ids: DeskIDs, _ time: Timestamp, _ fetcher: FileFetcher
    ) async throws -> (files: [TelegramFile], troubles: [FileTrouble]) {
        try await fetcher.fetch(files) { ids.id("file \($0.id)", message: $0.message, at: time) }
    }

    /// The text for the ticket: the person's words, and a note of each file that did not make it.
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
            for part in content.parts { try db.map(part, in: chat, to: subject) }
        }
    }
}
