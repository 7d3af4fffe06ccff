import Foundation
public import HelpdeskCore
public import HelpdeskModels

extension FakeBackend {
    public func desk() async throws(HelpdeskError) -> Desk {
        try await perform(.desk) { () throws(HelpdeskError) in Sample.desk }
    }

    public func me() async throws(HelpdeskError) -> Me {
        try await perform(.me) { () throws(HelpdeskError) in account }
    }

    public func changes(after cursor: String?, limit: Int, wait: Int) async throws(HelpdeskError) -> ChangePage? {
        try await perform(.changes) { () async throws(HelpdeskError) in
            if cursor != nil, isCursorForgotten {
                isCursorForgotten = false
                return nil
            }
            let start = cursor.flatMap { Int($0) } ?? 0
            if wait > 0, (feed.last?.sequence ?? 0) <= start {
                let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
                waiting.append(continuation)
                for await _ in stream {}
                if Task.isCancelled { throw HelpdeskError(.cancelled) }
            }
            let new = feed.filter { $0.sequence > start }
            let page = new.prefix(limit)
            let hasMore = page.count < new.count
            let newlyGone = hasMore ? [] : gone.filter { $0.sequence > start }
            let end = max(page.last?.sequence ?? start, newlyGone.last?.sequence ?? start)
            return ChangePage(
                changes: page.map(\.change), cursor: String(end), hasMore: hasMore,
                gone: newlyGone.isEmpty ? nil : newlyGone.map(\.ticket))
        }
    }

    public func ticket(_ id: Ticket.ID) async throws(HelpdeskError) -> WholeTicket {
        try await perform(.ticket) { () async throws(HelpdeskError) in
            guard let ticket = tickets[id] else { throw HelpdeskError(.notFound) }
            var whole = WholeTicket(ticket: ticket)
            whole.messages = messages.values.filter { $0.ticket == id }.sorted { $0.created < $1.created }
            whole.events = events.values.filter { $0.ticket == id }.sorted { $0.created < $1.created }
            whole.readMark = readMarks.last { $0.ticket == id }
            do {
                try await meanwhile?()
            } catch {
                throw HelpdeskError(.unexpected, detail: "\(error)")
            }
            return whole
        }
    }

    public func search(_ text: String, after end: String?, limit: Int) async throws(HelpdeskError) -> SearchPage {
        try await perform(.search) { () throws(HelpdeskError) in
            let terms = SearchTerm.terms(text)
            let found = tickets.values.filter { ticket in
                let texts = messages.values.filter { $0.ticket == ticket.id }.map(\.text)
                let folded = Folding.fold(([ticket.subject] + texts).joined(separator: "\n"))
                return !terms.isEmpty && terms.allSatisfy { $0.occurs(in: folded) }
            }.sorted { $0.number > $1.number }
            let rest = found.filter { $0.number < end.flatMap { Int($0) } ?? .max }
            let page = Array(rest.prefix(limit))
            return SearchPage(
                items: page, next: page.count < rest.count ? page.last.map { "\($0.number)" } : nil, total: found.count,
                isTotalExact: true, isComplete: true)
        }
    }

    public func ticketID(number: Int) async throws(HelpdeskError) -> Ticket.ID? {
        try await perform(.ticketID) { () throws(HelpdeskError) in tickets.values.first { $0.number == number }?.id }
    }

    public func putTicket(
        _ id: Ticket.ID, _ ticket: NewTicket, _ context: PutContext
    ) async throws(HelpdeskError) -> TicketUpdate {
        try await perform(.putTicket) { () throws(HelpdeskError) in
            if try !isRepetition(id.uuid, Self.withoutUploads(ticket)) {
                let now = clock()
                try claim(ticket.message.attachments)
                tickets[id] = Ticket(
                    id: id, number: tickets.count + 1, service: Sample.service.id, topic: ticket.topic,
                    subject: ticket.subject, status: .new, author: Author(account.user), created: now, updated: now,
                    fields: ticket.fields)
                record(ticket.message, id: ticket.messageID, ticket: id, author: account.user)
                try remember(id.uuid, Self.withoutUploads(ticket))
            }
            return try update(id, messages: [ticket.messageID])
        }
    }

    public func putMessage(
        _ id: Message.ID, ticket: Ticket.ID, _ message: NewMessage, _ context: PutContext
    ) async throws(HelpdeskError) -> TicketUpdate {
        try await perform(.putMessage) { () throws(HelpdeskError) in
            guard tickets[ticket] != nil else { throw HelpdeskError(.notFound) }
            if try !isRepetition(id.uuid, Self.withoutUploads(message)) {
                try claim(message.attachments)
                record(message, id: id, ticket: ticket, author: account.user)
                try remember(id.uuid, Self.withoutUploads(message))
            }
            return try update(ticket, messages: [id])
        }
    }

    public func putEvent(
        _ id: Event.ID, ticket: Ticket.ID, _ event: NewEvent
    ) async throws(HelpdeskError) -> TicketUpdate {
        try await perform(.putEvent) { () throws(HelpdeskError) in
            guard tickets[ticket] != nil else { throw HelpdeskError(.notFound) }
            if try !isRepetition(id.uuid, event) {
                let now = clock()
                let (kind, detail) = apply(event, to: ticket, at: now)
                events[id] = Event(
                    id: id, ticket: ticket, kind: kind, author: Author(account.user), created: now, detail: detail,
                    priority: event.priority, into: event.into)
                if let event = events[id] { publish(.event(event), key: id.description) }
                try remember(id.uuid, event)
            }
            return try update(ticket, events: [id])
        }
    }

    public func putRating(_ rating: Rating, ticket: Ticket.ID) async throws(HelpdeskError) -> TicketUpdate {
        try await perform(.putRating) { () throws(HelpdeskError) in
            guard tickets[ticket]?.status == .resolved else { throw HelpdeskError(.conflict) }
            change(ticket) { $0.rating = rating }
            return try update(ticket)
        }
    }

    public func putReadMark(_ mark: ReadMark) async throws(HelpdeskError) -> ReadMark {
        try await perform(.putReadMark) { () throws(HelpdeskError) in
            guard tickets[mark.ticket] != nil else { throw HelpdeskError(.notFound) }
            readMarks.append(mark)
            publish(.readMark(mark), key: "read \(mark.ticket)")
            return mark
        }
    }

    public func createUpload(length: Int64) async throws(HelpdeskError) -> Upload.ID {
        try await perform(.createUpload) { () throws(HelpdeskError) in
            let id = Upload.ID.make()
            uploads[id] = (length, Data())
            return id
        }
    }

    public func uploadState(_ id: Upload.ID) async throws(HelpdeskError) -> Upload {
        try await perform(.uploadState) { () throws(HelpdeskError) in
            guard let upload = uploads[id] else { throw HelpdeskError(.notFound) }
            return Upload(id: id, offset: Int64(upload.data.count), length: upload.length)
        }
    }

    public func sendUpload(
        _ id: Upload.ID, file path: String, offset: Int64, length: Int64, progress: @escaping @Sendable (Int64) -> Void
    ) async throws(HelpdeskError) {
        try await perform(.sendUpload) { () async throws(HelpdeskError) in
            if doUploadsHang {
                progress(offset)
                let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
                for await _ in stream {}
                continuation.finish()
                throw HelpdeskError(.cancelled)
            }
            guard let upload = uploads[id] else { throw HelpdeskError(.notFound) }
            guard let data = FileManager.default.contents(atPath: path) else { throw HelpdeskError(.fileUnreadable) }
            guard upload.data.count == Int(offset) else { throw HelpdeskError(.conflict) }
            uploads[id]?.data.append(data.dropFirst(Int(offset)))
            progress(length)
        }
    }

    public func download(
        _ attachment: Attachment, to path: String, from offset: Int64, progress: @escaping @Sendable (Int64) -> Void
    ) async throws(HelpdeskError) {
        try await perform(.download) { () throws(HelpdeskError) in
            guard let data = files[attachment.id] else { throw HelpdeskError(.notFound) }
            var whole = FileManager.default.contents(atPath: path)?.prefix(Int(offset)) ?? Data()
            whole.append(data.dropFirst(Int(offset)))
            do {
                try whole.write(to: URL(fileURLWithPath: path))
            } catch {
                throw HelpdeskError(.cannotWriteFile)
            }
            progress(Int64(whole.count))
        }
    }
}
