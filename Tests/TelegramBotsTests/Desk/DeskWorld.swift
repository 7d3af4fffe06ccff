import DeskStorage
import Foundation
import HelpdeskDesk
import HelpdeskModels
import SQLDatabase
import TestSupport

/// A desk that the suite of ``SupportDesk`` is held against, with what happens at it from elsewhere: terminals and an
/// administrator.
///
/// Its services and topics are those of ``MemoryDesk``. Oksana is a customer of Зірка, Ivan one of Волна, and the agent
/// Olena has the number 50 in Telegram.
protocol DeskWorld: Sendable {
    var desk: any SupportDesk { get }
    var clock: BotClock { get }

    /// The code of a one-time link that a customer makes.
    func code(by user: Author) async throws -> LinkCode
    /// The service accepts a claim, or turns it away.
    func decide(claimOf chat: Int64, accept: Bool) async throws
    func setWantsAnswers(_ wantsAnswers: Bool, chat: Int64) async throws
    /// The service ends a link.
    func endLink(of chat: Int64) async throws
    func retireOlena() async throws
    /// Olena writes in a terminal.
    func answer(_ ticket: Ticket.ID, _ text: String, isInternal: Bool) async throws -> Message
    /// Oksana opens a draft in a terminal, or closes it.
    func openDraft(_ id: EntityID<DraftAnnouncement>, title: String) async throws
    func closeDraft(_ id: EntityID<DraftAnnouncement>) async throws
    /// Something happens that cannot be read.
    func damageFeed() async throws
}

/// The desks that pass the suite.
enum DeskKind: CaseIterable {
    case memory
    /// ``TelegramDesk`` over a database.
    case real

    static let ivan = Author(id: "ivan", name: "Ivan", role: .customer)

    func world() throws -> any DeskWorld {
        switch self {
        case .memory: MemoryWorld()
        case .real: try RealWorld()
        }
    }
}

private struct MemoryWorld: DeskWorld {
    let clock = BotClock()
    let memory: MemoryDesk
    var desk: any SupportDesk { memory }

    init() {
        memory = MemoryDesk(clock)
    }

    func code(by user: Author) async throws -> LinkCode {
        await memory.setAgent(MemoryDesk.olena, telegram: 50)
        let code = LinkCode.make()
        let service = user == DeskKind.ivan ? MemoryDesk.volna : MemoryDesk.zirka
        await memory.offer(code.text, for: service, by: user)
        return code
    }

    func decide(claimOf chat: Int64, accept: Bool) async throws {
        await memory.decide(claimOf: chat, accept: accept)
    }

    func setWantsAnswers(_ wantsAnswers: Bool, chat: Int64) async throws {
        await memory.setWantsAnswers(wantsAnswers, chat: chat)
    }

    func endLink(of chat: Int64) async throws { await memory.setLink(chat, nil) }
    func retireOlena() async throws { await memory.removeAgent(telegram: 50) }

    func answer(_ ticket: Ticket.ID, _ text: String, isInternal: Bool) async throws -> Message {
        guard let ticket = await memory.ticket(ticket) else { throw TelegramDeskError.gone }
        return await memory.answer(ticket, text, isInternal: isInternal)
    }

    func openDraft(_ id: EntityID<DraftAnnouncement>, title: String) async throws {
        await memory.setDraft(OpenDraft(id: id, title: title))
    }

    func closeDraft(_ id: EntityID<DraftAnnouncement>) async throws { await memory.setDraft(nil) }
    func damageFeed() async throws { await memory.damageFeed("a change") }
}

private final class RealWorld: DeskWorld {
    let clock = BotClock()
    let desk: any SupportDesk
    private let directory: DataDirectory
    private let database: TestDatabase?

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "cabdesk-\(UUID().uuidString)")
        database = try TestDatabase.make(.current, template: "desk") { _ = try PostgresDatabase($0) }
        directory = try DataDirectory(StorageConfiguration(directory: url, database: database?.settings))
        desk = TelegramDesk(directory.desk, now: { [clock] in clock.now })
        let helpdesk = directory.desk
        try helpdesk.setDesk(Desk(name: "Test desk", officeHours: nil))
        for service in MemoryDesk.services { try helpdesk.addService(service) }
        try helpdesk.putTopics(MemoryDesk.topics)
        for user in [MemoryDesk.oksana, DeskKind.ivan, MemoryDesk.olena] { try helpdesk.addUser(Self.user(user)) }
        try helpdesk.setTelegram(50, ofAgent: MemoryDesk.olena.id)
    }

    deinit { try? FileManager.default.removeItem(at: directory.url) }

    private var helpdesk: Helpdesk { directory.desk }

    private static func service(of author: Author) -> Service? {
        author.role.isStaff ? nil : author == DeskKind.ivan ? MemoryDesk.volna : MemoryDesk.zirka
    }

    private static func user(_ author: Author) -> User {
        User(id: author.id, name: author.name, role: author.role, service: service(of: author)?.id)
    }

    /// As somebody at a terminal.
    private func account(_ author: Author) throws -> Account {
        let token = try directory.desk.createToken(for: author.id, label: "terminal", at: clock.now)
        return Account(user: Self.user(author), service: Self.service(of: author), token: token.id)
    }

    func code(by user: Author) async throws -> LinkCode {
        let code = LinkCode.make()
        try await helpdesk.createTelegramOffer(
            digest: directory.desk.digester.digest(of: code), by: account(user), at: clock.now,
            expires: clock.now.adding(seconds: TelegramRules.offerLifetime))
        return code
    }

    private func link(of chat: Int64) async throws -> TelegramLink.ID {
        for link in try await helpdesk.telegramLinks(for: account(MemoryDesk.olena), after: nil, limit: 100).items
        where try await desk.link(link.id)?.chat == chat {
            return link.id
        }
        throw TelegramDeskError.gone
    }

    func decide(claimOf chat: Int64, accept: Bool) async throws {
        let change = TelegramLinkChange(state: accept ? .linked : .rejected)
        _ = try await helpdesk.changeTelegramLink(
            link(of: chat), change, by: account(MemoryDesk.oksana), at: clock.now)
    }

    func setWantsAnswers(_ wantsAnswers: Bool, chat: Int64) async throws {
        _ = try await helpdesk.changeTelegramLink(
            link(of: chat), TelegramLinkChange(wantsAnswers: wantsAnswers), by: account(MemoryDesk.oksana),
            at: clock.now)
    }

    func endLink(of chat: Int64) async throws {
        try await helpdesk.endTelegramLink(link(of: chat), by: account(MemoryDesk.oksana), at: clock.now)
    }

    func retireOlena() async throws { try helpdesk.retireUser(MemoryDesk.olena.id, at: clock.now) }

    func answer(_ ticket: Ticket.ID, _ text: String, isInternal: Bool) async throws -> Message {
        let new = NewMessage(origin: .tui, text: text, isInternal: isInternal)
        let written = try await helpdesk.putMessage(
            .make(at: clock.now), new, files: .none, in: ticket, by: account(MemoryDesk.olena), at: clock.now)
        return written.value.messages[0]
    }

    func openDraft(_ id: EntityID<DraftAnnouncement>, title: String) async throws {
        try await helpdesk.announce(
            id, DraftAnnouncement(title: title), by: account(MemoryDesk.oksana), at: clock.now,
            expires: clock.now.adding(seconds: DraftAnnouncement.lifetime))
    }

    func closeDraft(_ id: EntityID<DraftAnnouncement>) async throws {
        try await helpdesk.closeDraft(id, by: account(MemoryDesk.oksana))
    }

    func damageFeed() async throws {
        let sql =
            "INSERT INTO change(kind, ref, scope) VALUES ('message', '\(UUID().uuidString.lowercased())', 'staff')"
        if let database {
            let pool = PostgresPool(database.settings)
            try pool.run(sql)
            try pool.run("SELECT number_changes()")
        } else {
            let path = directory.url.appending(path: SQLiteDatabase.fileName).path
            let file = try SQLiteFile(existing: path)
            try file.run(sql)
            try file.close()
        }
    }
}
