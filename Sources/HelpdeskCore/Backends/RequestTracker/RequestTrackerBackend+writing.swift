import Foundation
public import HelpdeskModels
import HelpdeskTransport
import SystemKit

extension RequestTrackerBackend {
    /// RT does not take the client's ids, so each ticket carries its id as a reference, by which it is looked for before it
    /// is sent again after a lost answer.
    public func putTicket(
        _ id: Ticket.ID, _ ticket: NewTicket, _ context: PutContext
    ) async throws(HelpdeskError) -> TicketUpdate {
        var ticket = ticket
        let outgoing = RTOutgoing(ticket.message, context)
        ticket.message = outgoing.message
        let context = outgoing.context
        let reference = RTReference(id.uuid, of: "ticket")
        if let lastTry = context.lastTry {
            if let number = try await self.ticket(with: reference) {
                return try await check(update(number), ticket.message, context)
            }
            try waitUntilSettled(lastTry, context)
        }
        let me = try await account()
        guard let queue = try await queue(ticket.topic.rawValue), queue.isWritable else {
            throw HelpdeskError(.invalid, subject: host, violations: [Violation(field: "topic", code: .unknown)])
        }
        // Without a requestor RT creates the ticket, but its author cannot see it.
        let requestor = me.service == nil ? ticket.service?.rawValue ?? me.user.id.rawValue : me.user.id.rawValue
        var body: [String: RTField] = [
            "Queue": .text(queue.number), "Requestor": .text(requestor), "Subject": .text(ticket.subject),
            "Content": .text(ticket.message.text), "ContentType": .text("text/plain"),
        ]
        if queue.hasTicketReference {
            body["CustomFields"] = .fields([RTQueue.ticketReference: reference.id])
        } else {
            body["RefersTo"] = .text(reference.link)
        }
        let response = try await explained { () async throws(HelpdeskError) in
            try await post("/ticket", body, ticket.message, context)
        } isAllowed: { () async throws(HelpdeskError) in
            try await self.queue(queue.number, isFresh: true)?.isWritable ?? false
        }
        guard response.status == 201, let number = try value(of: response)["id"].identifier else {
            throw bad("no ticket was created")
        }
        return try await check(update(number), ticket.message, context)
    }

    public func putMessage(
        _ id: Message.ID, ticket: Ticket.ID, _ message: NewMessage, _ context: PutContext
    ) async throws(HelpdeskError) -> TicketUpdate {
        guard let number = identifier.number(.ticket, of: ticket.uuid) else {
            throw HelpdeskError(.notFound, subject: host)
        }
        let outgoing = RTOutgoing(message, context)
        let (message, context) = (outgoing.message, outgoing.context)
        let reference = RTReference(id.uuid, of: "message")
        if let lastTry = context.lastTry {
            if let transaction = try await self.transaction(with: reference, message, number, context) {
                return try await check(update(number), message, context, transaction)
            }
            try waitUntilSettled(lastTry, context)
        }
        let body: [String: RTField] = [
            "Content": .text(message.text), "ContentType": .text("text/plain"),
            "TxnCustomFields": .fields([RTQueue.messageReference: reference.id]),
        ]
        let kind = message.isInternal ? "comment" : "correspond"
        let response = try await explained { () async throws(HelpdeskError) in
            try await post("/ticket/\(number)/\(kind)", body, message, context)
        } isAllowed: { () async throws(HelpdeskError) in
            try await read("/ticket/\(number)")["_hyperlinks"].items.contains { $0["ref"].text == kind }
        }
        guard response.status == 201 else { throw bad("no message was created") }
        let transaction = response.headers["location"]?.split(separator: "/").last.flatMap { Int64($0) }
        return try await check(update(number), message, context, transaction)
    }

    /// RT answers forbidden requests like malformed ones, and explains the difference only in the user's language. So after
    /// a refusal it is asked whether the account has the right.
    private func explained(
        _ send: () async throws(HelpdeskError) -> TransportResponse,
        isAllowed: () async throws(HelpdeskError) -> Bool
    ) async throws(HelpdeskError) -> TransportResponse {
        do throws(HelpdeskError) {
            return try await send()
        } catch {
            guard error.code == .invalid, !(try await isAllowed()) else { throw error }
            throw HelpdeskError(.forbidden, subject: host, detail: error.detail)
        }
    }

    private func post(
        _ path: String, _ body: [String: RTField], _ message: NewMessage, _ context: PutContext
    ) async throws(HelpdeskError) -> TransportResponse {
        let json: Data
        do {
            json = try WireJSON.encode(body)
        } catch {
            throw HelpdeskError(.unexpected, detail: "the message cannot be encoded")
        }
        var request = request(.post, path)
        request.isRepeatable = false
        if message.attachments.isEmpty {
            request.body = .data(json)
            request.headers.append(.init("content-type", "application/json"))
            return try await sendChecked(request)
        }
        let attachments = message.attachments
        let form = try await BlockingWork.run { isCancelled throws(HelpdeskError) in
            try RTMultipart(json: json, attachments: attachments, files: context.files, isCancelled: isCancelled)
        }
        defer { unlink(form.path) }
        request.body = .file(path: form.path, offset: 0, length: form.size)
        request.headers.append(.init("content-type", form.contentType))
        request.patience = .whileDataMoves
        return try await sendChecked(request)
    }

    private func sendChecked(_ request: TransportRequest) async throws(HelpdeskError) -> TransportResponse {
        let response = try await session.send(request)
        guard (200...299).contains(response.status) else { throw refusal(response) }
        return response
    }

    /// The ticket, or the one that it was merged into, and all that were merged into that.
    func current(_ number: Int64) async throws(HelpdeskError) -> [RTTicket] {
        let found = try await tickets([number])
        if found.contains(where: { !$0.isMerged }) { return found }
        // It was merged, or is no longer visible to the account.
        let answer = try await read("/ticket/\(number)")
        guard let effective = answer["id"].identifier, effective != number else {
            throw HelpdeskError(.notFound, subject: host)
        }
        return try await tickets([effective])
    }

    /// The ticket as it is now, with everything in it.
    func update(_ number: Int64) async throws(HelpdeskError) -> TicketUpdate {
        let found = try await current(number)
        let merged = Dictionary(
            found.filter(\.isMerged).map { (String($0.number), Int($0.effective)) },
            uniquingKeysWith: { first, _ in first })
        let changes = try await read(found.filter { !$0.isMerged }, merged: merged).flatMap(\.changes)
        var update: TicketUpdate?
        for case .ticket(let ticket) in changes { update = TicketUpdate(ticket: ticket) }
        guard var update else { throw HelpdeskError(.notFound, subject: host) }
        for change in changes {
            switch change {
            case .message(let message): update.messages.append(message)
            case .event(let event): update.events.append(event)
            // The rest comes with the feed.
            case .desk, .service, .topic, .ticket, .readMark, .agent, .telegramLink, .incident, .phoneFile,
                .shiftNote, .cannedReply:
                break
            }
        }
        return update
    }

    /// Checks that the files of the message arrived unchanged; throws `fileCut` if not.
    ///
    /// An RT with a size limit silently cuts or drops larger files. It cuts the largest file first, so that one is downloaded
    /// for comparison, unless a larger one was before. The others are compared by the size that RT reports.
    private func check(
        _ update: TicketUpdate, _ message: NewMessage, _ context: PutContext, _ transaction: Int64? = nil
    ) async throws(HelpdeskError) -> TicketUpdate {
        guard !message.attachments.isEmpty else { return update }
        let id = transaction.map { identifier.message($0) } ?? update.messages.first?.id
        let arrived = update.messages.first { $0.id == id }?.attachments ?? []
        var largest: (size: Int64, arrived: Attachment, file: String)?
        for (attachment, file) in zip(message.attachments, context.files) {
            let attributes = try? FileManager.default.attributesOfItem(atPath: file)
            guard let size = (attributes?[.size] as? NSNumber)?.int64Value else { continue }
            let name = RTMultipart.name(attachment.name)
            guard let match = arrived.first(where: { $0.name == name && $0.size == size }) else {
                throw HelpdeskError(.fileCut, subject: attachment.name)
            }
            if size > largest?.size ?? 0 { largest = (size, match, file) }
        }
        guard let largest, !(await session.keepsWhole(largest.size)),
            let number = identifier.number(.attachment, of: largest.arrived.id.uuid)
        else {
            return update
        }
        let copy = largest.file + ".check"
        defer { unlink(copy) }
        let size = try await fetch(number, size: largest.size, to: copy, name: largest.arrived.name) { _ in }
        guard size == largest.size else { throw HelpdeskError(.fileCut, subject: largest.arrived.name) }
        await session.rememberKeptWhole(size)
        return update
    }
}

extension RequestTrackerBackend {
    /// Changes the ticket if RT offers the change, and reads it afterwards, because RT answers a refusal with 200.
    public func putEvent(
        _ id: Event.ID, ticket: Ticket.ID, _ event: NewEvent
    ) async throws(HelpdeskError) -> TicketUpdate {
        guard let given = identifier.number(.ticket, of: ticket.uuid) else {
            throw HelpdeskError(.notFound, subject: host)
        }
        let before = try await read("/ticket/\(given)")
        let number = before["id"].number ?? given
        if !Self.isDone(before, after: event) {
            guard let change = Self.change(before, for: event) else {
                throw HelpdeskError(.forbidden, subject: host, detail: "RT does not offer this change")
            }
            var request = request(.put, "/ticket/\(number)")
            request.headers.append(.init("content-type", "application/json"))
            do {
                request.body = .data(try WireJSON.encode(change))
            } catch {
                throw HelpdeskError(.unexpected, detail: "the change cannot be encoded")
            }
            let response = try await session.send(request)
            guard (200...299).contains(response.status) else { throw refusal(response) }
            guard Self.isDone(try await read("/ticket/\(number)"), after: event) else {
                throw HelpdeskError(.forbidden, subject: host, detail: "RT did not make the change")
            }
        }
        return try await update(number)
    }

    /// Whether the ticket is in the state that the event leads to.
    private static func isDone(_ ticket: RTValue, after event: NewEvent) -> Bool {
        switch event.kind {
        case .resolved, .reopened: RTStatus.isResolved(ticket["Status"].text) == (event.kind == .resolved)
        case .assigned: ticket["Owner"]["id"].text == event.assignee?.rawValue ?? RTPerson.nobody
        case .moved: ticket["Queue"]["id"].text == event.topic?.rawValue
        case .prioritised, .merged: false
        }
    }

    /// The fields to send; nil if RT does not offer the change.
    private static func change(_ ticket: RTValue, for event: NewEvent) -> [String: String]? {
        switch event.kind {
        case .resolved, .reopened: offered(ticket, for: event.kind).map { ["Status": $0] }
        case .assigned: ["Owner": event.assignee?.rawValue ?? RTPerson.nobody]
        case .moved: event.topic.map { ["Queue": $0.rawValue] }
        case .prioritised, .merged: nil
        }
    }

    /// The status that RT offers for the change: `resolved` and `open` before others that mean the same.
    static func offered(_ ticket: RTValue, for kind: NewEvent.Kind) -> String? {
        let offered = ticket["_hyperlinks"].items.filter { $0["ref"].text == "lifecycle" }.map { $0["to"].text }
        let wanted = kind == .resolved ? ["resolved", "closed", "done", "solved"] : ["open", "reopened", "new"]
        return wanted.first { offered.contains($0) }
    }
}
