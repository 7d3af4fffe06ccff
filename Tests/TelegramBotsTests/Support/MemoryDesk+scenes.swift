import Foundation
import HelpdeskDesk
import HelpdeskModels
import NettleCrypto

/// The acts of others at the desk, and its failures.
extension MemoryDesk {
    static let zirka = Service(id: "zirka", name: "Зірка")
    static let volna = Service(id: "volna", name: "Волна")
    static let services = [zirka, volna]
    static let oksana = Author(id: "user", name: "Oksana", role: .customer)
    static let olena = Author(id: "olena", name: "Olena", role: .agent)
    static let bot = Author(id: TelegramDesk.botID, name: "Telegram", role: .agent)

    static let topics = [
        Topic(
            id: "telephony", title: LocalizedText([.english: "Telephony", .ukrainian: "Телефонія"]),
            recommendation: LocalizedText([.english: "Name the number that was called."]),
            fields: [
                TopicField(key: "phone", label: LocalizedText([.english: "Phone"]), kind: .phone, isRequired: true)
            ], order: 1),
        Topic(
            id: "fax", title: LocalizedText([.english: "Fax"]), recommendation: LocalizedText([:]), order: 2,
            isRetired: true),
        Topic(
            id: Topic.otherID, title: LocalizedText([.english: "Other", .ukrainian: "Інше"]),
            recommendation: LocalizedText([.english: "Say what you tried."]), order: 3),
    ]

    // MARK: What people do

    func offer(_ code: String, for service: Service = zirka, by user: Author = oksana) {
        offers[code] = Offer(
            service: service, user: user, expires: clock.now.adding(seconds: TelegramRules.offerLifetime))
    }

    /// Links the chat to the service, or ends its link for nil.
    func setLink(_ chat: Int64, _ service: Service? = zirka) {
        let present = link(ofChat: chat)
        if let present, present.service != service { end(present, as: .unlinked) }
        guard let service else { return }
        let id = present?.service == service ? present?.link.id : nil
        let link = TelegramLink(
            id: id ?? .make(at: clock.now), service: service.id, state: .linked, chatName: Self.oksana.name,
            user: Self.oksana, created: clock.now, linked: clock.now)
        put(LinkedChat(chat: chat, link: link, service: service))
    }

    func setWantsAnswers(_ wantsAnswers: Bool, chat: Int64) {
        guard var link = link(ofChat: chat) else { return }
        link.link.wantsAnswers = wantsAnswers
        put(link)
    }

    /// The service accepts a claim, or turns it away.
    func decide(claimOf chat: Int64, accept: Bool) {
        guard var link = link(ofChat: chat), link.link.state == .pending else { return }
        guard accept else { return end(link, as: .rejected) }
        link.link.state = .linked
        link.link.linked = clock.now
        put(link)
        for index in claims.indices where claims[index].chat == chat { claims[index].isOpen = false }
    }

    func setAgent(_ author: Author, telegram: Int64) { agents[telegram] = author }
    func removeAgent(telegram: Int64) { agents[telegram] = nil }
    func setDraft(_ draft: OpenDraft?, of user: Author = oksana) { drafts[user.id] = draft }

    @discardableResult
    func addTicket(_ subject: String, of service: Service = zirka, topic: Topic.ID = Topic.otherID) -> Ticket {
        let ticket = Ticket(
            id: .make(at: clock.now), number: tickets.count + 1, service: service.id, topic: topic, subject: subject,
            status: .new, author: Self.oksana, created: clock.now, updated: clock.now)
        put(ticket)
        return ticket
    }

    func removeTicket(_ id: Ticket.ID) { tickets.removeAll { $0.id == id } }

    /// An agent writes from a terminal, with files that lie somewhere already.
    @discardableResult
    func answer(
        _ ticket: Ticket, _ text: String, isInternal: Bool = false, files: [Attachment] = []
    ) -> Message {
        let new = NewMessage(origin: .tui, text: text, isInternal: isInternal)
        return write(
            new, files, id: .make(at: clock.now), in: self.ticket(ticket.id) ?? ticket, by: Self.olena
        ).messages[0]
    }

    func resolve(_ ticket: Ticket) {
        guard var ticket = self.ticket(ticket.id), let kind = ticket.apply(.resolved, at: clock.now) else { return }
        put(ticket)
        record(kind, .make(at: clock.now), in: ticket, by: Self.olena, at: clock.now)
    }

    // MARK: What does not go well

    /// So many calls are answered with `unavailable`.
    func fail(_ count: Int) { failures = count }
    /// So many new tickets are refused.
    func refuse(_ count: Int) { refusals = count }
    /// A message with this text is refused.
    func refuse(text: String) { refused.insert(text) }
    func setLimits(_ limits: Limits) { standard = limits }
    /// The chats of the service cannot be read.
    func damage(_ service: Service.ID) { damaged.insert(service) }
    /// Something happens that cannot be read.
    /// A ticket is erased.
    func erase(_ id: Ticket.ID) {
        removeTicket(id)
        feed.append(.gone(id))
    }

    /// Its author is erased.
    func empty(_ id: Message.ID) {
        guard let index = messages.firstIndex(where: { $0.id == id }) else { return }
        let stored = messages[index]
        let nobody = Author(id: User.ID(Author.erasedPrefix + "1"), name: "", role: stored.author.role)
        messages[index] = Message(
            id: id, ticket: stored.ticket, author: nobody, origin: stored.origin, text: "", created: stored.created)
        feed.append(.message(id))
    }

    func damageFeed(_ reason: String) { feed.append(.damaged(reason)) }

    // MARK: What a test looks at

    /// The chats with a link that has not ended, also one that waits.
    var chats: [Int64: LinkedChat] {
        Dictionary(links.compactMap { link(ofChat: $0.chat) }.map { ($0.chat, $0) }) { _, latest in latest }
    }

    /// The texts of the bot's own notes.
    var notes: [String] { messages.filter { $0.author == Self.bot }.map(\.text) }

    /// The contents of the files that came with messages.
    func contents() throws -> [Data] {
        try messages.flatMap(\.attachments).compactMap(\.sha256).map {
            try Data(contentsOf: folder.appending(path: $0.description))
        }
    }
}
