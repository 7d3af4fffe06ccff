package import Foundation
package import HelpdeskModels

/// Where a reader of the change feed stands.
///
/// A reader first gets the desk, the services and the topics (the reference), then everything else in order; what
/// changes meanwhile comes again at its new place. A reader who begins with the newest tickets gets the reference, then
/// the history, ticket by ticket, then what has changed since the beginning. It travels under a ``CursorSeal``.
package struct ChangeCursor: Hashable {
    package enum Phase: UInt8, Sendable {
        /// The feed after ``position``.
        case ordinary = 0
        /// The reference, and then all of the feed.
        case reference = 1
        /// The reference, and then the history.
        case referenceOfNewest = 2
        /// Tickets by their latest activity, newest first, each with all that hangs on it; and beside them the kinds of
        /// which there are few.
        case history = 3
        /// The feed after ``position``, where each ticket comes with all that hangs on it.
        case catchUp = 4
    }

    /// How far a ticket was read of which not everything had room on a page.
    package struct Part: Hashable, Sendable {
        package var ticket: Ticket.ID
        /// The ordinals of its last message and of its last event that were read.
        package var message: Int64 = 0
        package var event: Int64 = 0

        package init(of ticket: Ticket.ID) {
            self.ticket = ticket
        }
    }

    package var phase: Phase
    /// The number of the last change that was read in this phase.
    package var position: Int64
    /// The number of the latest change when the reading began: of the reference, which was read first up to it; or of all,
    /// for a reader who begins with the newest tickets and reads the feed after it at the end.
    package var base: Int64
    /// Of the history: the ticket that was read last; nil at its beginning.
    package var activity: TicketPosition?
    /// Of the history: resolved tickets without any activity since then are left out; nil for none.
    package var since: Timestamp?
    /// The ticket that is being read over several pages.
    package var part: Part?

    package init(startingAt latest: Int64, phase: Phase = .reference) {
        self.phase = phase
        position = 0
        base = latest
    }
}

extension ChangeCursor {
    /// Nil if the bytes are not those of ``data``, or speak of a change after `latest`.
    package init?(_ data: Data, latest: Int64) {
        var bytes = Array(data)[...]
        func number() -> Int64? {
            guard bytes.count >= 8 else { return nil }
            defer { bytes = bytes.dropFirst(8) }
            return bytes.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
        }
        guard let phase = bytes.popFirst().flatMap(Phase.init), let position = number(), let base = number(),
            (0...latest).contains(position), (0...latest).contains(base)
        else { return nil }
        self.init(startingAt: base, phase: phase)
        self.position = position
        if phase.isOfNewest {
            // The rest is there or not, as the bits say.
            guard let parts = bytes.popFirst(), parts < 8 else { return nil }
            if parts & 1 != 0 {
                guard let updated = number(), let number = number() else { return nil }
                activity = TicketPosition(updated: updated, number: number)
            }
            if parts & 2 != 0 {
                guard let since = number() else { return nil }
                self.since = Timestamp(milliseconds: since)
            }
            if parts & 4 != 0 {
                let id = bytes.prefix(16)
                bytes = bytes.dropFirst(16)
                guard id.count == 16, let message = number(), let event = number() else { return nil }
                let uuid = id.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
                var part = Part(of: Ticket.ID(uuid))
                (part.message, part.event) = (message, event)
                self.part = part
            }
        }
        guard bytes.isEmpty else { return nil }
    }

    /// The phase, the position, the base; in the phases of a reader who begins with the newest tickets also which of the
    /// rest is there, and the rest. Numbers have 8 bytes, big-endian.
    package var data: Data {
        var data = Data([phase.rawValue])
        func put(_ numbers: Int64...) {
            for number in numbers { withUnsafeBytes(of: number.bigEndian) { data.append(contentsOf: $0) } }
        }
        put(position, base)
        guard phase.isOfNewest else { return data }
        data.append((activity == nil ? 0 : 1) | (since == nil ? 0 : 2) | (part == nil ? 0 : 4))
        if let activity { put(activity.updated, activity.number) }
        if let since { put(since.milliseconds) }
        if let part {
            withUnsafeBytes(of: part.ticket.uuid.uuid) { data.append(contentsOf: $0) }
            put(part.message, part.event)
        }
        return data
    }
}

extension ChangeCursor.Phase {
    fileprivate var isOfNewest: Bool {
        switch self {
        case .ordinary, .reference: false
        case .referenceOfNewest, .history, .catchUp: true
        }
    }
}
