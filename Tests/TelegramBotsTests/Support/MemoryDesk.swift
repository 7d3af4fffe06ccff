import Foundation
import HelpdeskModels

@testable import TelegramBots

/// A desk in memory, with what the support bot asks of one.
actor MemoryDesk: SupportDesk {
    static let zirka = Service(id: "zirka", name: "Зірка")
    static let volna = Service(id: "volna", name: "Волна")

    private(set) var chats: [Int64: ChatLink] = [:]
    private(set) var tickets: [Ticket] = []
    private(set) var messages: [Message] = []
    private var noted: [(id: Message.ID, text: String)] = []
    var notes: [String] { noted.map(\.text) }
    private var taken = Limits.standard
    private(set) var claims: [String] = []
    /// As the bot told them, in order.
    private(set) var names: [LinkingChat] = []
    private(set) var contents: [Attachment.ID: Data] = [:]
    private var offers: [String: Service] = [:]
    private var changed: [DeskChange] = []
    private var agents: [Int64: Author] = [:]
    private var failures = 0
    private var refusals = 0
    private var refused: Set<String> = []
    private var damaged: Set<Service.ID> = []
    private var missing: Set<Attachment.ID> = []
    private var paths: [Attachment.ID: String] = [:]
    var draft: OpenDraft?
    private(set) var drafted: [FileFromChat] = []
    private let clock: BotClock

    init(_ clock: BotClock) {
        self.clock = clock
    }

    // The acts of a test

    func offer(_ code: String, for service: Service = zirka) { offers[code] = service }
    func setAgent(_ author: Author, telegram: Int64) { agents[telegram] = author }
    func setDraft(_ draft: OpenDraft?) { self.draft = draft }
    /// So many calls are answered with `unavailable`.
    func fail(_ count: Int) { failures = count }
    /// So many new tickets are refused.
    func refuse(_ count: Int) { refusals = count }
    /// A message with this text is refused.
    func refuse(text: String) { refused.insert(text) }
    func setLimits(_ limits: Limits) { taken = limits }
    /// The chats of the service cannot be read.
    func damage(_ service: Service.ID) { damaged.insert(service) }
    func lose(_ attachment: Attachment.ID) { missing.insert(attachment) }

    func setLink(_ chat: Int64, _ service: Service? = zirka, _ state: ChatLink.State = .linked) {
        let link = ChatLink(chat: chat, state: state, service: service, user: "user")
        chats[chat] = state == .ended ? nil : link
        changed.append(.link(link))
    }

    @discardableResult
    func addTicket(_ subject: String, of service: Service = zirka, topic: Topic.ID = "other") -> Ticket {
        let ticket = Ticket(
            id: .make(at: clock.now), number: tickets.count + 1, service: service.id, topic: topic, subject: subject,
            status: .new, author: Author(id: "user", name: "Oksana", role: .customer), created: clock.now,
            updated: clock.now)
        tickets.append(ticket)
        return ticket
    }

    func change(_ change: DeskChange) { changed.append(change) }

    func removeTicket(_ id: Ticket.ID) { tickets.removeAll { $0.id == id } }

    @discardableResult
    func answer(
        _ ticket: Ticket, _ text: String, isInternal: Bool = false, files: [(Attachment, path: String)] = []
    ) -> Message {
        let message = Message(
            id: .make(at: clock.now), ticket: ticket.id, author: Author(id: "olena", name: "Olena", role: .agent),
            origin: .tui, text: text, attachments: files.map(\.0), created: clock.now, isInternal: isInternal)
        for file in files { paths[file.0.id] = file.path }
        messages.append(message)
        changed.append(.message(message, ticket))
        return message
    }

    func resolve(_ ticket: Ticket) {
        guard let index = tickets.firstIndex(where: { $0.id == ticket.id }) else { return }
        tickets[index].status = .resolved
        tickets[index].resolved = clock.now
        let event = Event(
            id: .make(at: clock.now), ticket: ticket.id, kind: .resolved,
            author: Author(id: "olena", name: "Olena", role: .agent), created: clock.now)
        changed.append(.event(event, tickets[index]))
    }

    // The acts of the bot

    private func check() throws(SupportDeskError) {
        guard failures > 0 else { return }
        failures -= 1
        throw .unavailable("busy")
    }

    func service(offeredBy token: LinkToken) throws(SupportDeskError) -> Service? { offers[token.text] }

    func redeem(_ token: LinkToken, for chat: LinkingChat) throws(SupportDeskError) -> ChatLink? {
        guard let service = offers.removeValue(forKey: token.text) else { return nil }
        let link = ChatLink(chat: chat.chat, state: .linked, service: service, user: "user")
        chats[chat.chat] = link
        changed.append(.link(link))
        return link
    }

    func claim(_ name: String, for chat: LinkingChat) throws(SupportDeskError) -> ClaimAnswer {
        guard claims.count < 5 else { return .throttled }
        claims.append(name)
        chats[chat.chat] = ChatLink(chat: chat.chat, state: .pending, service: nil, user: nil)
        return .noted
    }

    func link(of chat: Int64) throws(SupportDeskError) -> ChatLink? {
        try check()
        return chats[chat]
    }

    func links(of service: Service.ID) throws(SupportDeskError) -> [ChatLink] {
        if damaged.contains(service) { throw .damaged("links") }
        try check()
        return chats.values.filter { $0.isActive && $0.service?.id == service }.sorted { $0.chat < $1.chat }
    }

    func unlink(_ chat: Int64) throws(SupportDeskError) { chats[chat] = nil }

    func rename(_ chat: LinkingChat) throws(SupportDeskError) { names.append(chat) }

    func setBlocked(_ isBlocked: Bool, _ chat: Int64) throws(SupportDeskError) {
        guard chats[chat]?.isActive == true else { return }
        chats[chat]?.state = isBlocked ? .blocked : .linked
    }

    func limits() throws(SupportDeskError) -> Limits { taken }

    func topics() throws(SupportDeskError) -> [Topic] {
        [
            Topic(
                id: "telephony", title: LocalizedText([.english: "Telephony", .ukrainian: "Телефонія"]),
                recommendation: LocalizedText([.english: "Name the number that was called."]),
                fields: [
                    TopicField(key: "phone", label: LocalizedText([.english: "Phone"]), kind: .phone, isRequired: true)
                ], order: 1),
            Topic(
                id: "other", title: LocalizedText([.english: "Other", .ukrainian: "Інше"]),
                recommendation: LocalizedText([.english: "Say what you tried."]), order: 2),
        ]
    }

    func tickets(of service: Service.ID, openOnly: Bool, limit: Int) throws(SupportDeskError) -> [Ticket] {
        Array(tickets.filter { $0.service == service && (!openOnly || $0.status != .resolved) }.prefix(limit))
    }

    func ticket(_ id: Ticket.ID) throws(SupportDeskError) -> Ticket? { tickets.first { $0.id == id } }
    func service(_ id: Service.ID) throws(SupportDeskError) -> Service? { id == "zirka" ? Self.zirka : Self.volna }

    func create(_ new: TicketFromChat, by author: ChatAuthor) throws(SupportDeskError) -> Ticket {
        if let known = tickets.first(where: { $0.id == new.id }) {
            _ = try self.known(new.messageID, new.text, new.files)
            return known
        }
        guard refusals == 0 else {
            refusals -= 1
            throw .refused("topic unknown")
        }
        guard taken.violations(inSubject: new.subject).isEmpty else { throw .refused("subject") }
        try check(new.text, new.files)
        guard let link = link(author), let service = link.service else { throw .gone }
        var ticket = addTicket(new.subject, of: service, topic: new.topic)
        tickets[tickets.count - 1].id = new.id
        tickets[tickets.count - 1].fields = new.fields
        ticket.id = new.id
        store(new.messageID, ticket, new.text, new.files, isInternal: false, author)
        return ticket
    }

    func add(_ new: MessageFromChat, by author: ChatAuthor) throws(SupportDeskError) -> Message {
        if let known = try known(new.id, new.text, new.files) { return known }
        try check(new.text, new.files)
        guard let index = tickets.firstIndex(where: { $0.id == new.ticket }) else { throw .gone }
        if case .customer = author {
            guard link(author)?.service?.id == tickets[index].service else { throw .gone }
            if tickets[index].status == .resolved { tickets[index].resolved = nil }
            tickets[index].status = .open
        }
        return store(new.id, tickets[index], new.text, new.files, isInternal: new.isInternal, author)
    }

    /// As the real desk: an id stands for what it was first used for, and for nothing else.
    private func known(
        _ id: Message.ID, _ text: String, _ files: [FileFromChat]
    ) throws(SupportDeskError) -> Message? {
        guard let known = messages.first(where: { $0.id == id }) else { return nil }
        guard known.text == text, known.attachments.map(\.id) == files.map(\.id) else { throw .refused("conflict") }
        return known
    }

    private func check(_ text: String, _ files: [FileFromChat]) throws(SupportDeskError) {
        let violations = taken.violations(inText: text, attachmentCount: files.count)
        guard violations.isEmpty, !refused.contains(text) else { throw .refused("\(violations.map(\.field))") }
    }

    private func link(_ author: ChatAuthor) -> ChatLink? {
        guard case .customer(let chat) = author, let link = chats[chat], link.isActive else { return nil }
        return link
    }

    @discardableResult
    private func store(
        _ id: Message.ID, _ ticket: Ticket, _ text: String, _ files: [FileFromChat], isInternal: Bool,
        _ author: ChatAuthor
    ) -> Message {
        for file in files { contents[file.id] = FileManager.default.contents(atPath: file.path) }
        let attachments = files.map {
            Attachment(id: $0.id, name: $0.name, mediaType: $0.mediaType, size: 1, sha256: nil)
        }
        let person: Author =
            switch author {
            case .customer: Author(id: "user", name: "Oksana", role: .customer)
            case .agent(let id): Author(id: id, name: id.rawValue, role: .agent)
            }
        let message = Message(
            id: id, ticket: ticket.id, author: person, origin: .telegram, text: text, attachments: attachments,
            created: clock.now, isInternal: isInternal)
        messages.append(message)
        changed.append(.message(message, ticket))
        return message
    }

    func revise(_ id: Message.ID, text: String, by author: ChatAuthor) throws(SupportDeskError) -> RevisionOutcome {
        guard let index = messages.firstIndex(where: { $0.id == id }) else { throw .gone }
        if messages[index].text == text { return .unchanged }
        let ticket = messages[index].ticket
        if messages[index...].contains(where: { $0.ticket == ticket && $0.author.role.isStaff && !$0.isInternal }) {
            return .tooLate
        }
        messages[index].text = text
        messages[index].edited = clock.now
        return .revised
    }

    func note(_ text: String, id: Message.ID, in ticket: Ticket.ID) throws(SupportDeskError) {
        if let known = noted.first(where: { $0.id == id }) {
            guard known.text == text else { throw .refused("conflict") }
            return
        }
        noted.append((id, text))
    }

    func change(
        _ ticket: Ticket.ID, to kind: NewEvent.Kind, id: Event.ID, by author: ChatAuthor
    ) throws(SupportDeskError) {
        guard let found = tickets.first(where: { $0.id == ticket }) else { throw .gone }
        resolve(found)
    }

    func rate(_ ticket: Ticket.ID, score: Int, by author: ChatAuthor) throws(SupportDeskError) {
        guard let index = tickets.firstIndex(where: { $0.id == ticket }) else { throw .gone }
        tickets[index].rating = Rating(score: score)
    }

    func path(of attachment: Attachment) throws(SupportDeskError) -> String {
        guard !missing.contains(attachment.id) else { throw .gone }
        return paths[attachment.id] ?? ""
    }

    func agent(telegramUser: Int64) throws(SupportDeskError) -> Author? { agents[telegramUser] }
    func openDraft(of link: ChatLink) throws(SupportDeskError) -> OpenDraft? { draft }

    func add(_ files: [FileFromChat], to draft: OpenDraft, of link: ChatLink) throws(SupportDeskError) -> Bool {
        guard self.draft == draft else { return false }
        drafted += files
        return true
    }

    func latestCursor() throws(SupportDeskError) -> String { "\(changed.count)" }

    func changes(after cursor: String, wait: Int) throws(SupportDeskError) -> DeskChanges {
        guard let place = Int(cursor), place <= changed.count else { throw .cursorGone }
        return DeskChanges(changes: Array(changed[place...]), cursor: "\(changed.count)")
    }
}
