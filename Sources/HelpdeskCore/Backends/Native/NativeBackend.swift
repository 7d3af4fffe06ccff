import Foundation
public import HelpdeskModels
public import HelpdeskTransport

/// Cabdesk's own backend: API v1 over a transport.
public struct NativeBackend: Backend {
    let transport: any Transport
    let address: DeskAddress
    private let token: AccountToken
    /// Tells this program from others with the same token.
    private let program = Presence.Program.make()

    public let capabilities = BackendCapabilities()

    public var url: String { address.url }

    /// `url` is the desk's address, `https://host[:port][/path]`.
    ///
    /// Throws `insecureAddress` for `http`, `malformedAddress`, and `tokenRejected` for a token that no header can carry.
    public init(url: String, token: Secret, transport: any Transport) throws(HelpdeskError) {
        try self.init(url: url, token: AccountToken(token), transport: transport)
    }

    /// With a token that can be replaced.
    public init(url: String, token: AccountToken, transport: any Transport) throws(HelpdeskError) {
        address = try DeskAddress(url)
        self.token = token
        self.transport = transport
        _ = try authorization
    }

    /// Throws `tokenRejected` for a token that no header can carry.
    var authorization: TransportRequest.Header {
        get throws(HelpdeskError) {
            let token = token.secret
            guard !token.isEmpty, token.text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
                throw HelpdeskError(.tokenRejected, subject: address.host, detail: "not written as a token")
            }
            return TransportRequest.Header("authorization", "Bearer " + token.text)
        }
    }

    public func desk() async throws(HelpdeskError) -> Desk {
        let response = try await exchange(request(.get, "/desk"))
        guard let desk: Desk = try? decode(response), desk.api == Desk.apiVersion1 else {
            throw HelpdeskError(.notCabdesk, subject: address.host)
        }
        guard case .desk(let plausible) = try plausible(.desk(desk)) else { return desk }
        return plausible
    }

    public func me() async throws(HelpdeskError) -> Me {
        try decode(try await exchange(request(.get, "/me")))
    }

    public func changes(after cursor: String?, limit: Int, wait: Int) async throws(HelpdeskError) -> ChangePage? {
        var query = [("limit", String(limit))]
        if let cursor { query.append(("after", cursor)) }
        if wait > 0 { query.append(("wait", String(wait))) }
        return try await changes(query, after: cursor, wait: wait)
    }

    public func newestChanges(window: Int?, limit: Int) async throws(HelpdeskError) -> ChangePage? {
        let query = [("limit", String(limit)), ("order", "newest")] + (window.map { [("window", String($0))] } ?? [])
        return try await changes(query, after: nil, wait: 0)
    }

    private func changes(
        _ query: [(String, String)], after cursor: String?, wait: Int
    ) async throws(HelpdeskError) -> ChangePage? {
        var request = request(.get, "/changes", query: query)
        request.sink = .memory(limit: 16 << 20)
        // A long poll that is overdue means that the desk is gone; a plain page may take longer.
        request.patience = .total(wait > 0 ? wait + 10 : 30)
        let response = try await send(request)
        if response.status == 410 { return nil }
        let page: ChangePage = try decode(try checked(response))
        if page.cursor == cursor, page.hasMore || !page.changes.isEmpty {
            throw bad("a page of changes whose cursor does not advance")
        }
        // It is stored and sent back; one that no request can carry would block synchronisation for good.
        guard (1...Self.maxCursorSize).contains(page.cursor.utf8.count) else { throw bad("not a cursor") }
        return page
    }

    public func putTicket(
        _ id: Ticket.ID, _ ticket: NewTicket, _ context: PutContext
    ) async throws(HelpdeskError) -> TicketUpdate {
        let update = try await put(ticket, "/tickets/\(id)", for: id)
        try check(update, has: ticket.messageID, ticket.message)
        return update
    }

    public func putMessage(
        _ id: Message.ID, ticket: Ticket.ID, _ message: NewMessage, _ context: PutContext
    ) async throws(HelpdeskError) -> TicketUpdate {
        let update = try await put(message, "/tickets/\(ticket)/messages/\(id)", for: ticket)
        try check(update, has: id, message)
        return update
    }

    public func putEvent(
        _ id: Event.ID, ticket: Ticket.ID, _ event: NewEvent
    ) async throws(HelpdeskError) -> TicketUpdate {
        try await put(event, "/tickets/\(ticket)/events/\(id)", for: ticket)
    }

    public func putRating(_ rating: Rating, ticket: Ticket.ID) async throws(HelpdeskError) -> TicketUpdate {
        try await put(rating, "/tickets/\(ticket)/rating", for: ticket)
    }

    public func putReadMark(_ mark: ReadMark) async throws(HelpdeskError) -> ReadMark {
        let answer: ReadMark = try decode(
            try await exchange(request(.put, "/tickets/\(mark.ticket)/read", json: mark)))
        guard answer.ticket == mark.ticket else { throw bad("the read mark of another ticket") }
        return answer
    }

    public func statistics(from: Timestamp, to: Timestamp) async throws(HelpdeskError) -> Statistics {
        let query = [("from", from.description), ("to", to.description)]
        let answer: Statistics = try decode(try await exchange(request(.get, "/statistics", query: query)))
        guard answer.isPlausible else { throw bad("figures that no desk has") }
        return answer
    }

    private func put(
        _ value: some Encodable, _ path: String, for ticket: Ticket.ID
    ) async throws(HelpdeskError) -> TicketUpdate {
        var request = try request(.put, path, json: value)
        request.sink = .memory(limit: 4 << 20)
        let update: TicketUpdate = try decode(try await exchange(request))
        // The messages of a ticket that was merged are in the other one.
        let places = [ticket, update.ticket.mergedInto ?? ticket]
        guard update.ticket.id == ticket, update.messages.allSatisfy({ places.contains($0.ticket) }),
            update.events.allSatisfy({ places.contains($0.ticket) })
        else { throw bad("the answer is about another ticket") }
        for change in [.ticket(update.ticket)] + update.messages.map(Change.message) + update.events.map(Change.event) {
            _ = try plausible(change)
        }
        return update
    }

    /// After this answer the client forgets the message, so the answer must contain it with all its files.
    private func check(_ update: TicketUpdate, has id: Message.ID, _ sent: NewMessage) throws(HelpdeskError) {
        guard let message = update.messages.first(where: { $0.id == id }) else {
            throw bad("the answer is without the message")
        }
        let kept = Dictionary(message.attachments.map { ($0.id, $0.sha256) }) { first, _ in first }
        guard sent.attachments.allSatisfy({ kept[$0.id] == $0.sha256 }) else {
            throw bad("the answer is without the message's files")
        }
    }

    /// In bytes; `cabdeskd` needs a tenth of it.
    private static let maxCursorSize = 1024
}

/// Notes for the next shift.
extension NativeBackend {
    public func putShiftNote(_ id: ShiftNote.ID, _ note: NewShiftNote) async throws(HelpdeskError) -> ShiftNote {
        let answer: ShiftNote = try decode(try await exchange(try request(.put, "/shift-notes/\(id)", json: note)))
        guard answer.id == id, case .shiftNote(let plausible) = try plausible(.shiftNote(answer)) else {
            throw bad("the answer is about another note")
        }
        return plausible
    }

    public func deleteShiftNote(_ id: ShiftNote.ID) async throws(HelpdeskError) {
        _ = try await exchange(request(.delete, "/shift-notes/\(id)"))
    }
}

/// Others at work on the same ticket.
extension NativeBackend {
    public func announcePresence(
        _ activity: Presence.Activity, ticket: Ticket.ID
    ) async throws(HelpdeskError) -> [Presence] {
        let own = PresenceAnnouncement(activity: activity)
        let answer: OthersPresent = try decode(
            try await exchange(named(try request(.put, "/tickets/\(ticket)/presence", json: own))))
        return Array(answer.plausible.others.prefix(Presence.count))
    }

    public func leavePresence(ticket: Ticket.ID) async throws(HelpdeskError) {
        _ = try await exchange(named(request(.delete, "/tickets/\(ticket)/presence")))
    }

    /// The request with the id of this program. A desk that is older ignores the header.
    private func named(_ request: TransportRequest) -> TransportRequest {
        var request = request
        request.headers.append(TransportRequest.Header(Presence.programHeader, program.description))
        return request
    }
}

/// Canned replies.
extension NativeBackend {
    public func putCannedReply(
        _ id: CannedReply.ID, _ reply: NewCannedReply
    ) async throws(HelpdeskError) -> CannedReply {
        let answer: CannedReply = try decode(
            try await exchange(try request(.put, "/canned-replies/\(id)", json: reply)))
        guard answer.id == id, case .cannedReply(let plausible) = try plausible(.cannedReply(answer)) else {
            throw bad("the answer is about another canned reply")
        }
        return plausible
    }

    public func deleteCannedReply(_ id: CannedReply.ID) async throws(HelpdeskError) {
        _ = try await exchange(request(.delete, "/canned-replies/\(id)"))
    }
}
