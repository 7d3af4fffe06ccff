import HelpdeskDesk
import HelpdeskModels
import HelpdeskServer
import TelegramBots

/// The desk as the support bot sees it.
struct SupportDeskAdapter: SupportDesk {
    let desk: TelegramDesk

    func service(offeredBy token: LinkToken) async throws(SupportDeskError) -> Service? {
        try await named { () async throws(TelegramDeskError) in try await desk.service(ofCode: token.text) }
    }

    func redeem(_ token: LinkToken, for chat: LinkingChat) async throws(SupportDeskError) -> ChatLink? {
        try await named { () async throws(TelegramDeskError) in
            try await desk.redeem(code: token.text, by: TelegramChat(chat)).map { ChatLink($0) }
        }
    }

    func claim(_ name: String, for chat: LinkingChat) async throws(SupportDeskError) -> ClaimAnswer {
        try await named { () async throws(TelegramDeskError) in
            switch try await desk.claim(name, by: TelegramChat(chat)) {
            case .throttled: .throttled
            case .recorded, .linked, .malformed: .noted
            }
        }
    }

    func link(of chat: Int64) async throws(SupportDeskError) -> ChatLink? {
        try await named { () async throws(TelegramDeskError) in
            switch try await desk.standing(ofChat: chat) {
            case .none: nil
            case .pending: ChatLink(chat: chat, state: .pending, service: nil, user: nil)
            case .linked(let linked): ChatLink(linked)
            }
        }
    }

    func links(of service: Service.ID) async throws(SupportDeskError) -> [ChatLink] {
        try await named { () async throws(TelegramDeskError) in
            try await desk.chats(of: service, includingBlocked: true).map { ChatLink($0) }
        }
    }

    func unlink(_ chat: Int64) async throws(SupportDeskError) {
        try await named { () async throws(TelegramDeskError) in _ = try await desk.unlink(chat: chat) }
    }

    func rename(_ chat: LinkingChat) async throws(SupportDeskError) {
        try await named { () async throws(TelegramDeskError) in _ = try await desk.rename(TelegramChat(chat)) }
    }

    func setBlocked(_ isBlocked: Bool, _ chat: Int64) async throws(SupportDeskError) {
        try await named { () async throws(TelegramDeskError) in _ = try await desk.setBlocked(isBlocked, chat: chat) }
    }

    func limits() async throws(SupportDeskError) -> Limits {
        try await named { () async throws(TelegramDeskError) in try await desk.limits() }
    }

    func topics() async throws(SupportDeskError) -> [Topic] {
        try await named { () async throws(TelegramDeskError) in try await desk.topics() }
    }

    func tickets(of service: Service.ID, openOnly: Bool, limit: Int) async throws(SupportDeskError) -> [Ticket] {
        try await named { () async throws(TelegramDeskError) in
            try await desk.tickets(of: service, openOnly: openOnly, limit: limit)
        }
    }

    func ticket(_ id: Ticket.ID) async throws(SupportDeskError) -> Ticket? {
        try await named { () async throws(TelegramDeskError) in try await desk.ticket(id) }
    }

    func service(_ id: Service.ID) async throws(SupportDeskError) -> Service? {
        try await named { () async throws(TelegramDeskError) in try await desk.service(id) }
    }

    func create(_ ticket: TicketFromChat, by author: ChatAuthor) async throws(SupportDeskError) -> Ticket {
        try await named { () async throws(TelegramDeskError) in
            try await desk.file(
                ticket.id, topic: ticket.topic, subject: ticket.subject, fields: ticket.fields,
                messageID: ticket.messageID, text: ticket.text, files: ticket.files.map { TelegramFile($0) },
                by: TelegramAuthor(author))
        }
    }

    func add(_ message: MessageFromChat, by author: ChatAuthor) async throws(SupportDeskError) -> Message {
        try await named { () async throws(TelegramDeskError) in
            let update = try await desk.write(
                message.id, in: message.ticket, text: message.text, files: message.files.map { TelegramFile($0) },
                isInternal: message.isInternal, by: TelegramAuthor(author))
            guard let written = update.messages.first(where: { $0.id == message.id }) else { throw .gone }
            return written
        }
    }

    func revise(
        _ message: Message.ID, text: String, by author: ChatAuthor
    ) async throws(SupportDeskError) -> RevisionOutcome {
        try await named { () async throws(TelegramDeskError) in
            switch try await desk.revise(message, text: text, by: TelegramAuthor(author)) {
            case .unchanged: .unchanged
            case .revised: .revised
            case .tooLate: .tooLate
            }
        }
    }

    func note(_ text: String, id: Message.ID, in ticket: Ticket.ID) async throws(SupportDeskError) {
        try await named { () async throws(TelegramDeskError) in try await desk.note(text, id: id, in: ticket) }
    }

    func change(
        _ ticket: Ticket.ID, to kind: NewEvent.Kind, id: Event.ID, by author: ChatAuthor
    ) async throws(SupportDeskError) {
        try await named { () async throws(TelegramDeskError) in
            _ = try await desk.change(ticket, NewEvent(kind: kind), id: id, by: TelegramAuthor(author))
        }
    }

    func rate(_ ticket: Ticket.ID, score: Int, by author: ChatAuthor) async throws(SupportDeskError) {
        try await named { () async throws(TelegramDeskError) in
            _ = try await desk.rate(ticket, Rating(score: score), by: TelegramAuthor(author))
        }
    }

    func path(of attachment: Attachment) async throws(SupportDeskError) -> String {
        try await named { () async throws(TelegramDeskError) in try desk.path(of: attachment) }
    }

    func agent(telegramUser: Int64) async throws(SupportDeskError) -> Author? {
        try await named { () async throws(TelegramDeskError) in try await desk.agent(telegramUser: telegramUser) }
    }

    func openDraft(of link: ChatLink) async throws(SupportDeskError) -> OpenDraft? {
        try await named { () async throws(TelegramDeskError) in
            try await desk.openDraft(ofChat: link.chat).map { OpenDraft(id: $0.id.description, title: $0.title) }
        }
    }

    func add(
        _ files: [FileFromChat], to draft: OpenDraft, of link: ChatLink
    ) async throws(SupportDeskError) -> Bool {
        guard let id = EntityID<DraftAnnouncement>(draft.id) else { return false }
        return try await named { () async throws(TelegramDeskError) in
            try await desk.offer(files.map { TelegramFile($0) }, to: id, ofChat: link.chat)
        }
    }

    func latestCursor() async throws(SupportDeskError) -> String {
        try await named { () async throws(TelegramDeskError) in try await desk.latestCursor() }
    }

    func changes(after cursor: String, wait: Int) async throws(SupportDeskError) -> DeskChanges {
        try await named { () async throws(TelegramDeskError) in
            let (page, damage) = try await readable(after: cursor, wait: wait)
            var changes: [DeskChange] = damage.map { [.unreadable($0)] } ?? []
            for change in page.changes {
                do throws(TelegramDeskError) {
                    if let change = try await deskChange(change) { changes.append(change) }
                } catch {
                    guard case .damaged(let reason) = error else { throw error }
                    changes.append(.unreadable(reason))
                }
            }
            return DeskChanges(changes: changes, cursor: page.cursor)
        }
    }

    /// A page of changes; or an empty one behind a single change that the desk cannot read, with the reason. One such must
    /// not keep all that comes after it.
    private func readable(
        after cursor: String, wait: Int
    ) async throws(TelegramDeskError) -> (page: ChangePage, damage: String?) {
        do throws(TelegramDeskError) {
            return (try await desk.changes(after: cursor, wait: wait), nil)
        } catch {
            guard case .damaged = error else { throw error }
        }
        do throws(TelegramDeskError) {
            return (try await desk.changes(after: cursor, limit: 1), nil)
        } catch {
            guard case .damaged(let reason) = error else { throw error }
            return (try await desk.pageBehindOne(after: cursor), reason)
        }
    }

    private func deskChange(_ change: Change) async throws(TelegramDeskError) -> DeskChange? {
        switch change {
        case .ticket(let ticket): return .ticket(ticket)
        case .message(let message):
            return try await desk.ticket(message.ticket).map { .message(message, $0) }
        case .event(let event):
            return try await desk.ticket(event.ticket).map { .event(event, $0) }
        case .telegramLink(let link):
            return try await desk.link(link.id).map { .link(ChatLink($0)) }
        case .desk, .service, .topic, .readMark, .agent, .incident, .phoneFile: return nil
        }
    }

    private func named<Value>(
        _ body: () async throws(TelegramDeskError) -> Value
    ) async throws(SupportDeskError) -> Value {
        do throws(TelegramDeskError) {
            return try await body()
        } catch {
            switch error {
            case .gone: throw .gone
            case .refused(let reason): throw .refused(reason)
            case .cursorGone: throw .cursorGone
            case .unavailable(let reason): throw .unavailable(reason)
            case .damaged(let reason): throw .damaged(reason)
            }
        }
    }
}

extension ChatLink {
    fileprivate init(_ linked: LinkedChat) {
        let state: State =
            switch linked.link.state {
            case .pending: .pending
            case .linked: .linked
            case .blocked: .blocked
            case .rejected, .unlinked: .ended
            }
        self.init(
            chat: linked.chat, state: state, service: linked.service, user: linked.link.user?.id,
            wantsAnswers: linked.link.wantsAnswers)
    }
}

extension TelegramChat {
    fileprivate init(_ chat: LinkingChat) {
        self.init(id: chat.chat, name: chat.name, username: chat.username)
    }
}

extension TelegramFile {
    fileprivate init(_ file: FileFromChat) {
        self.init(id: file.id, name: file.name, mediaType: file.mediaType, path: file.path)
    }
}

extension TelegramAuthor {
    fileprivate init(_ author: ChatAuthor) {
        self =
            switch author {
            case .customer(let chat): .customer(chat: chat)
            case .agent(let id): .agent(id)
            }
    }
}
