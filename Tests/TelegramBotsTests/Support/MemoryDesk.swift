import Foundation
import HelpdeskDesk
import HelpdeskModels

@testable import TelegramBots

/// A desk in memory, with what a bot asks of one. It passes the same suite as the real desk; in `MemoryDesk+scenes` is what
/// a test lets happen at it.
actor MemoryDesk: SupportDesk {
    struct Offer {
        var service: Service
        var user: Author
        var expires: Timestamp
        /// The link that it led to; nil while it can be used.
        var link: TelegramLink.ID?
    }

    struct Claim {
        var chat: Int64
        var name: String
        var created: Timestamp
        var isOpen = true
    }

    enum FeedLine: Equatable {
        case ticket(Ticket.ID), message(Message.ID), event(Event.ID), link(TelegramLink.ID), incident(Incident.ID)
        case gone(Ticket.ID)
        case damaged(String)
    }

    let clock: BotClock
    var offers: [String: Offer] = [:]
    var claims: [Claim] = []
    /// All that there ever were, oldest first.
    var links: [LinkedChat] = []
    var tickets: [Ticket] = []
    var messages: [Message] = []
    var events: [Event] = []
    var incidents: [Incident.ID: Incident] = [:]
    var feed: [FeedLine] = []
    var agents: [Int64: Author] = [:]
    var drafts: [User.ID: OpenDraft] = [:]
    var drafted: [TelegramFile] = []
    var standard = Limits.standard
    /// The content under an id: of a ticket, a message or a request for a change.
    var said: [String: String] = [:]
    /// The calls of `rename`, in order.
    private(set) var names: [TelegramChat] = []
    let folder = FileManager.default.temporaryDirectory.appending(path: "cabdesk-memory-\(UUID().uuidString)")

    // Failures
    var failures = 0
    var refusals = 0
    var refused: Set<String> = []
    var damaged: Set<Service.ID> = []

    init(_ clock: BotClock) {
        self.clock = clock
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func checkAvailable() throws(TelegramDeskError) {
        guard failures > 0 else { return }
        failures -= 1
        throw .unavailable("busy")
    }

    // MARK: Linking

    func service(of code: LinkCode) -> Service? {
        guard let offer = offers[code.text], offer.link == nil, clock.now < offer.expires else { return nil }
        return offer.service
    }

    func redeem(_ code: LinkCode, by chat: TelegramChat) -> LinkedChat? {
        guard let offer = offers[code.text] else { return nil }
        if let used = offer.link { return links.first { $0.link.id == used && $0.chat == chat.id && $0.isLiving } }
        guard clock.now < offer.expires else { return nil }
        var link = TelegramLink(
            id: .make(at: clock.now), service: offer.service.id, state: .linked, chatName: chat.name,
            username: chat.username, user: offer.user, created: clock.now, linked: clock.now)
        let present = self.link(ofChat: chat.id)
        if let present, present.service == offer.service {
            link.id = present.link.id
            link.wantsAnswers = present.link.wantsAnswers
        } else if let present {
            end(present, as: .unlinked)
        }
        closeClaims(ofChat: chat.id)
        offers[code.text]?.link = link.id
        return put(LinkedChat(chat: chat.id, link: link, service: offer.service))
    }

    func claim(_ name: String, by chat: TelegramChat) -> ClaimOutcome {
        let name = TelegramRules.shortened(name.drop(while: \.isWhitespace))
        guard !ServiceName.folded(name).isEmpty else { return .malformed }
        let present = link(ofChat: chat.id)
        if let present, present.link.state != .pending { return .linked(present) }
        let start = clock.now.adding(seconds: -TelegramRules.claimWindow)
        let recent = claims.filter { $0.chat == chat.id && $0.created > start }.suffix(TelegramRules.claimsOfChat)
        if recent.count == TelegramRules.claimsOfChat, let oldest = recent.first {
            return .throttled(until: oldest.created.adding(seconds: TelegramRules.claimWindow))
        }
        if let present { end(present, as: .unlinked) }
        closeClaims(ofChat: chat.id)
        claims.append(Claim(chat: chat.id, name: name, created: clock.now))
        if let service = ServiceName.match(name, in: Self.services, name: \.name) {
            let link = TelegramLink(
                id: .make(at: clock.now), service: service.id, state: .pending, chatName: chat.name,
                username: chat.username, claimedName: name, created: clock.now)
            put(LinkedChat(chat: chat.id, link: link, service: service))
        }
        return .recorded
    }

    func standing(ofChat chat: Int64) throws(TelegramDeskError) -> TelegramStanding {
        try checkAvailable()
        if let link = link(ofChat: chat), link.link.state != .pending { return .linked(link) }
        return claims.last { $0.chat == chat && $0.isOpen }.map { .pending(name: $0.name) } ?? .none
    }

    func link(_ id: TelegramLink.ID) -> LinkedChat? { links.first { $0.link.id == id } }

    func chats(of service: Service.ID) throws(TelegramDeskError) -> [LinkedChat] {
        if damaged.contains(service) { throw .damaged("links") }
        return try linkedChats().filter { $0.service.id == service && $0.link.wantsAnswers }
    }

    func linkedChats() throws(TelegramDeskError) -> [LinkedChat] {
        try checkAvailable()
        return links.filter { $0.isLiving && $0.link.state != .pending }
    }

    func unlink(chat: Int64) {
        closeClaims(ofChat: chat)
        if let link = link(ofChat: chat) { end(link, as: .unlinked) }
    }

    func setBlocked(_ isBlocked: Bool, chat: Int64) {
        guard var link = link(ofChat: chat), link.link.state == (isBlocked ? .linked : .blocked) else { return }
        link.link.state = isBlocked ? .blocked : .linked
        put(link)
    }

    func rename(_ chat: TelegramChat) {
        names.append(chat)
        guard var link = link(ofChat: chat.id) else { return }
        guard (link.link.chatName, link.link.username) != (chat.name, chat.username) else { return }
        link.link.chatName = chat.name
        link.link.username = chat.username
        put(link)
    }

    /// The link of a chat that has not ended, also one that waits.
    func link(ofChat chat: Int64) -> LinkedChat? { links.first { $0.chat == chat && $0.isLiving } }

    @discardableResult
    func put(_ link: LinkedChat) -> LinkedChat {
        if let index = links.firstIndex(where: { $0.link.id == link.link.id }) {
            links[index] = link
        } else {
            links.append(link)
        }
        feed.append(.link(link.link.id))
        return link
    }

    func end(_ link: LinkedChat, as state: TelegramLink.State) {
        var link = link
        link.link.state = state
        put(link)
        // A claim that is turned away looks to its chat like one that waits.
        if state == .unlinked { closeClaims(ofChat: link.chat) }
    }

    private func closeClaims(ofChat chat: Int64) {
        for index in claims.indices where claims[index].chat == chat { claims[index].isOpen = false }
    }

    // MARK: Staff and drafts

    func agent(telegramUser: Int64) -> Author? { agents[telegramUser] }

    func openDraft(ofChat chat: Int64) -> OpenDraft? {
        guard let link = link(ofChat: chat), link.link.state != .pending else { return nil }
        return link.link.user.flatMap { drafts[$0.id] }
    }

    func offer(_ files: [TelegramFile], to draft: EntityID<DraftAnnouncement>, ofChat chat: Int64) -> Bool {
        guard openDraft(ofChat: chat)?.id == draft else { return false }
        drafted += files.filter { file in !drafted.contains { $0.id == file.id } }
        return true
    }

    // MARK: Changes

    func latestCursor() -> String { "\(feed.count)" }

    func changes(after cursor: String, limit: Int, wait: Int) throws(TelegramDeskError) -> ChangePage {
        try checkAvailable()
        let start = try place(cursor)
        // A thing that changed twice stands at its latest place only.
        let places = feed.indices.dropFirst(start).filter { !feed[($0 + 1)...].contains(feed[$0]) }
        var changes: [Change] = []
        for place in places.prefix(limit) { if let change = try change(feed[place]) { changes.append(change) } }
        let end = places.count > limit ? places[limit - 1] + 1 : feed.count
        let gone = places.prefix(limit).compactMap { if case .gone(let id) = feed[$0] { id } else { nil } }
        return ChangePage(
            changes: changes, cursor: "\(end)", hasMore: places.count > limit, gone: gone.isEmpty ? nil : gone)
    }

    func pageBehindOne(after cursor: String) throws(TelegramDeskError) -> ChangePage {
        let next = min(try place(cursor) + 1, feed.count)
        return ChangePage(changes: [], cursor: "\(next)", hasMore: next < feed.count)
    }

    private func place(_ cursor: String) throws(TelegramDeskError) -> Int {
        guard let place = Int(cursor), (0...feed.count).contains(place) else { throw .cursorGone }
        return place
    }

    /// The thing as it is now; nil if a test removed it.
    private func change(_ line: FeedLine) throws(TelegramDeskError) -> Change? {
        switch line {
        case .ticket(let id): ticket(id).map { .ticket($0) }
        case .message(let id): messages.first { $0.id == id }.map { .message($0) }
        case .event(let id): events.first { $0.id == id }.map { .event($0) }
        case .link(let id): link(id).map { .telegramLink($0.link) }
        case .incident(let id): incidents[id].map { .incident($0) }
        case .gone: nil
        case .damaged(let reason): throw .damaged(reason)
        }
    }

    func publish(_ incident: Incident) throws(TelegramDeskError) {
        try checkAvailable()
        guard incidents[incident.id] != incident else { return }
        incidents[incident.id] = incident
        feed.append(.incident(incident.id))
    }
}

extension LinkedChat {
    fileprivate var isLiving: Bool { !link.state.hasEnded }
}
