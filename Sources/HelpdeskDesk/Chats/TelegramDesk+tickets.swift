package import HelpdeskModels
import SystemKit

/// Tickets, as the people of linked chats and the staff read and write them by way of a bot.
extension TelegramDesk {
    package func limits() async throws(TelegramDeskError) -> Limits {
        try await TelegramDeskError.naming { try await store.desk().limits }
    }

    package func topics() async throws(TelegramDeskError) -> [Topic] {
        try await TelegramDeskError.naming { try await allTopics().filter { !$0.isRetired } }
    }

    private func allTopics() async throws -> [Topic] {
        var (topics, after): ([Topic], String?) = ([], nil)
        repeat {
            let page = try await store.topics(after: after, limit: Limits.standard.pageSize)
            topics += page.items
            after = page.next
        } while after != nil
        return topics
    }

    package func tickets(
        of service: Service.ID, openOnly: Bool, limit: Int
    ) async throws(TelegramDeskError) -> [Ticket] {
        try await TelegramDeskError.naming {
            guard let service = try await store.service(service) else { return [] }
            let user = User(id: Self.botID, name: "", role: .customer, service: service.id)
            return try await store.tickets(
                for: Account(user: user, service: service, token: 0),
                statuses: openOnly ? [.new, .open, .waiting] : [], after: nil, limit: limit
            ).items
        }
    }

    package func ticket(_ id: Ticket.ID) async throws(TelegramDeskError) -> Ticket? {
        try await TelegramDeskError.naming { try await store.ticket(id) }
    }

    package func service(_ id: Service.ID) async throws(TelegramDeskError) -> Service? {
        try await TelegramDeskError.naming { try await store.service(id) }
    }

    package func file(
        _ id: Ticket.ID, topic: Topic.ID, subject: String, fields: [FieldValue] = [], messageID: Message.ID,
        text: String, files: [TelegramFile] = [], by author: TelegramAuthor
    ) async throws(TelegramDeskError) -> Ticket {
        try await TelegramDeskError.naming {
            let account = try await account(of: author)
            return try await receiving(files, for: account) { attachments, received in
                let message = NewMessage(origin: .telegram, text: text, attachments: attachments)
                let new = NewTicket(
                    topic: topic, subject: subject, fields: fields, messageID: messageID, message: message)
                return try await store.putTicket(id, new, files: received, by: account, at: now()).value.ticket
            }
        }
    }

    package func write(
        _ id: Message.ID, in ticket: Ticket.ID, text: String, files: [TelegramFile] = [], isInternal: Bool = false,
        by author: TelegramAuthor
    ) async throws(TelegramDeskError) -> TicketUpdate {
        try await TelegramDeskError.naming {
            let account = try await account(of: author)
            return try await receiving(files, for: account) { attachments, received in
                let new = NewMessage(
                    origin: .telegram, text: text, attachments: attachments, isInternal: isInternal)
                return try await store.putMessage(id, new, files: received, in: ticket, by: account, at: now()).value
            }
        }
    }

    package func revise(
        _ id: Message.ID, text: String, by author: TelegramAuthor
    ) async throws(TelegramDeskError) -> RevisionOutcome {
        try await TelegramDeskError.naming {
            let account = try await account(of: author)
            return try await store.revise(id, text: text, by: account, at: now())
        }
    }

    package func note(_ text: String, id: Message.ID, in ticket: Ticket.ID) async throws(TelegramDeskError) {
        try await TelegramDeskError.naming {
            let new = NewMessage(origin: .telegram, text: text, isInternal: true)
            _ = try await store.putMessage(id, new, files: .none, in: ticket, by: Self.reader, at: now())
        }
    }

    package func change(
        _ ticket: Ticket.ID, _ event: NewEvent, id: Event.ID, by author: TelegramAuthor
    ) async throws(TelegramDeskError) -> Ticket {
        try await TelegramDeskError.naming {
            let account = try await account(of: author)
            return try await store.putEvent(id, event, in: ticket, by: account, at: now()).value.ticket
        }
    }

    package func rate(
        _ ticket: Ticket.ID, _ rating: Rating, by author: TelegramAuthor
    ) async throws(TelegramDeskError) -> Ticket {
        try await TelegramDeskError.naming {
            let account = try await account(of: author)
            return try await store.putRating(rating, of: ticket, by: account, at: now()).ticket
        }
    }

    package func has(_ content: SHA256Digest) async throws(TelegramDeskError) -> Bool {
        do throws(TelegramDeskError) {
            return try await TelegramDeskError.naming { [files] in
                try await BlockingWork.run { try !files.read(content, at: 0, count: 1).isEmpty }
            }
        } catch {
            guard error == .gone else { throw error }
            return false
        }
    }

    package func path(of content: SHA256Digest) async throws(TelegramDeskError) -> String {
        try await TelegramDeskError.naming { [files] in
            try await BlockingWork.run { try files.localCopy(of: content) }
        }
    }

    package static let botID: User.ID = "telegram"

    /// As whom somebody writes.
    package func account(of author: TelegramAuthor) async throws -> Account {
        switch author {
        case .customer(let chat):
            guard let linked = try await store.linkedChat(ofChat: chat), linked.link.state != .pending else {
                throw TelegramDeskError.gone
            }
            let user = User(
                id: linked.author.id, name: linked.author.name, role: .customer, service: linked.service.id)
            return Account(user: user, service: linked.service, token: 0, door: .telegram)
        case .agent(let id):
            guard let agent = try await store.agent(id), !agent.isRetired else {
                throw TelegramDeskError.gone
            }
            let user = User(id: agent.id, name: agent.name, role: agent.role, service: nil)
            return Account(user: user, service: nil, token: 0, door: .telegram)
        }
    }

    /// Takes in files for the time of `put`, which stores what names them or refuses it.
    private func receiving<Value>(
        _ files: [TelegramFile], for account: Account,
        _ put: ([NewAttachment], VerifiedFiles) async throws -> Value
    ) async throws -> Value {
        try await receiving(files) { received in
            let attachments = zip(files, received).map { file, content in
                NewAttachment(
                    id: file.id, upload: content.upload, name: file.name, mediaType: file.mediaType,
                    sha256: content.sha256)
            }
            // The staff's files count, too, but are never refused.
            return try await put(attachments, VerifiedFiles(files: received, quota: account.isStaff ? nil : quota))
        }
    }

    /// Takes in files for the time of `body`, in their order.
    package func receiving<Value>(
        _ files: [TelegramFile], _ body: ([VerifiedFile]) async throws -> Value
    ) async throws -> Value {
        let vault = self.files
        var received: [VerifiedFile] = []
        do {
            for file in files {
                received.append(try await BlockingWork.run { try vault.receive(contentsOf: file.path) })
            }
            let value = try await body(received)
            await vault.discard(received)
            return value
        } catch {
            await vault.discard(received)
            throw error
        }
    }
}

/// Files from the phone for what is being written in a terminal.
extension TelegramDesk {
    package func openDraft(ofChat chat: Int64) async throws(TelegramDeskError) -> OpenDraft? {
        try await TelegramDeskError.naming {
            guard let user = try await user(ofChat: chat) else { return nil }
            return try await store.openDraft(of: user, at: now()).map { OpenDraft(id: $0.id, title: $0.title) }
        }
    }

    package func offer(
        _ received: [TelegramFile], to draft: EntityID<DraftAnnouncement>, ofChat chat: Int64
    ) async throws(TelegramDeskError) -> Bool {
        try await TelegramDeskError.naming {
            guard let user = try await user(ofChat: chat) else { return false }
            return try await receiving(received) { contents in
                let offered = zip(received, contents).map { file, content in
                    let phoneFile = PhoneFile(
                        id: file.id, draft: draft, name: file.name, mediaType: file.mediaType, size: content.size,
                        sha256: content.sha256, created: now())
                    return (file: phoneFile, content: content)
                }
                return try await store.offer(offered, to: user, quota: quota, at: now())
            }
        }
    }

    private func user(ofChat chat: Int64) async throws -> User.ID? {
        guard let link = try await store.linkedChat(ofChat: chat)?.link, link.state != .pending else { return nil }
        return link.user?.id
    }
}
