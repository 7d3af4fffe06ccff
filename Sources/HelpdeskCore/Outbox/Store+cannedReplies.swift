import Foundation
import GRDB
public import HelpdeskModels

/// A canned reply as this machine knows it, with what waits in the outbox.
public struct StoredCannedReply: Hashable, Sendable, Identifiable {
    public var reply: CannedReply
    /// Whether the backend does not have it so yet.
    public var isUnsent: Bool
    /// Why the backend refused it for good; nil unless it did.
    public var refusal: HelpdeskError?

    public var id: CannedReply.ID { reply.id }

    public init(reply: CannedReply, isUnsent: Bool = false, refusal: HelpdeskError? = nil) {
        self.reply = reply
        self.isUnsent = isUnsent
        self.refusal = refusal
    }
}

/// Queues canned replies, and their removal.
extension Store {
    /// Queues a canned reply, which shows at once. With an `id` it takes the place of the one that has it.
    ///
    /// Throws `invalid` with the violations, `forbidden` for a customer, `notFound` if there is none with the id,
    /// `conflict` if another one of the same owner has the name, or `notSignedIn` before the first sync.
    @discardableResult
    public func queueCannedReply(
        _ new: NewCannedReply, replacing id: CannedReply.ID? = nil
    ) async throws(HelpdeskError) -> CannedReply.ID {
        let now = moment
        let target = id ?? .make(at: now.wall)
        try await writeErasing(announcing: .cannedReplies) { database in
            let me = try Self.me(database)
            guard me.user.role.isStaff else { throw HelpdeskError(.forbidden) }
            let violations = try Self.limits(database).violations(in: new)
            guard violations.isEmpty else { throw HelpdeskError(.invalid, violations: violations) }
            let outbox = Outbox(database: database)
            let all = try Self.cannedReplies(of: me, database)
            let known = all.first { $0.id == target }
            // Two that had one name before are left alone.
            if known?.reply.isNamed(new.name) != true,
                all.contains(where: { ($0.reply.owner == nil) != new.isOwn && $0.reply.isNamed(new.name) })
            {
                throw HelpdeskError(.conflict, subject: new.name)
            }
            if id != nil {
                guard let known else { throw HelpdeskError(.notFound, subject: target.description) }
                guard (known.reply.owner == nil) != new.isOwn else { throw HelpdeskError(.conflict) }
                // What nobody has received need not arrive first.
                for item in try outbox.items(ticket: Ticket.ID(target.uuid)) where Self.canBeDropped(item) {
                    _ = try outbox.remove(item)
                }
            } else {
                let count = all.count { ($0.reply.owner == nil) != new.isOwn }
                guard count < CannedReply.count else {
                    throw HelpdeskError(
                        .invalid,
                        violations: [Violation(field: "replies", code: .tooMany, limit: Int64(CannedReply.count))])
                }
            }
            try outbox.append(.cannedReply(new), id: UUID(), ticket: Ticket.ID(target.uuid), at: now)
        }
        intended.send(())
        return target
    }

    /// Queues that a canned reply goes; it is hidden at once. One that never left is only taken back.
    ///
    /// Throws `notFound` if there is no such reply.
    public func queueCannedReplyRemoval(_ id: CannedReply.ID) async throws(HelpdeskError) {
        let now = moment
        try await writeErasing(announcing: .cannedReplies) { database in
            let outbox = Outbox(database: database)
            guard try Self.cannedReplies(of: Self.me(database), database).contains(where: { $0.id == id }) else {
                throw HelpdeskError(.notFound, subject: id.description)
            }
            var isOnItsWay = false
            for item in try outbox.items(ticket: Ticket.ID(id.uuid)) {
                if Self.canBeDropped(item) { _ = try outbox.remove(item) } else { isOnItsWay = true }
            }
            let isKnown = try Int.fetchOne(
                database, sql: "SELECT 1 FROM canned_reply WHERE id = ?", arguments: [id.uuid])
            guard isOnItsWay || isKnown != nil else { return }
            try outbox.append(.cannedReplyRemoval, id: UUID(), ticket: Ticket.ID(id.uuid), at: now)
        }
        intended.send(())
    }

    /// Whether the backend has not yet been told that the canned reply goes.
    public func isRemovalWaiting(_ id: CannedReply.ID) async throws(HelpdeskError) -> Bool {
        try await read { database in
            try Outbox(database: database).items(ticket: Ticket.ID(id.uuid)).contains {
                $0.intent == .cannedReplyRemoval
            }
        }
    }

    /// By name, the specialist's own before the desk's of the same name; at most as many as a desk keeps for both.
    static func cannedReplies(of me: Me, _ database: Database) throws -> [StoredCannedReply] {
        guard me.user.role.isStaff else { return [] }
        let statement = try database.cachedStatement(
            sql: "SELECT json FROM canned_reply ORDER BY id DESC LIMIT \(CannedReply.count * 2)")
        var found: [CannedReply.ID: StoredCannedReply] = [:]
        for json in try String.fetchAll(statement) {
            let reply = try StoredJSON.decode(CannedReply.self, from: json)
            found[reply.id] = StoredCannedReply(reply: reply)
        }
        for item in try Outbox(database: database).cannedReplies() {
            let id = CannedReply.ID(item.ticket.uuid)
            let isRefused = item.state == .parked
            switch item.intent {
            case .cannedReply(let new):
                // What was refused shows only where nothing better is known.
                if isRefused, found[id] != nil {
                    found[id]?.refusal = item.error
                    continue
                }
                let reply = CannedReply(
                    id: id, name: new.name, text: new.text, owner: new.isOwn ? me.user.id : nil, updated: item.created)
                found[id] = StoredCannedReply(reply: reply, isUnsent: true, refusal: isRefused ? item.error : nil)
            case .cannedReplyRemoval: if !isRefused { found[id] = nil }
            case .ticket, .message, .event, .readMark, .rating, .shiftNote, .shiftNoteRemoval: break
            }
        }
        return Array(found.values).sorted { left, right in
            (left.reply.owner == nil ? 1 : 0, left.id) < (right.reply.owner == nil ? 1 : 0, right.id)
        }.collated(by: \.reply.name)
    }

    private static func canBeDropped(_ item: OutboxItem) -> Bool {
        item.state != .sending && !item.mayHaveLeft
    }
}

extension CannedReply {
    /// All that is known of one that is gone.
    static func gone(_ id: ID) -> CannedReply {
        CannedReply(
            id: id, name: "", text: LocalizedText([:]), owner: nil, updated: Timestamp(milliseconds: 0), isGone: true)
    }
}
