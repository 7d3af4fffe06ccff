import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels

@testable import DeskStorage
@testable import HelpdeskServer

extension TestDesk {
    func newTicket(_ subject: String = "No sound", text: String = "The line is silent.") -> NewTicket {
        NewTicket(
            topic: Topic.otherID, subject: subject, messageID: .make(),
            message: NewMessage(origin: .cli, text: text))
    }

    /// Files a ticket and returns it.
    func file(_ new: NewTicket? = nil, as user: User = TestDesk.ann, id: Ticket.ID = .make()) async throws -> Ticket {
        clock.advance(seconds: 1)
        return try await put("/v1/tickets/\(id)", as: user, new ?? newTicket()).json(TicketUpdate.self).ticket
    }

    @discardableResult
    func write(
        _ text: String = "Hello", in ticket: Ticket, as user: User, isInternal: Bool = false,
        attachments: [NewAttachment] = [], id: Message.ID = .make()
    ) async throws -> TestAnswer {
        clock.advance(seconds: 1)
        return try await put(
            "/v1/tickets/\(ticket.id)/messages/\(id)", as: user,
            NewMessage(origin: .cli, text: text, attachments: attachments, isInternal: isInternal))
    }

    /// Writes for somebody as the support bot does, which does not come in over HTTP.
    @discardableResult
    func writeFromTelegram(
        _ text: String, in ticket: Ticket, as user: User, isInternal: Bool = false, id: Message.ID = .make()
    ) async throws -> TicketUpdate {
        clock.advance(seconds: 1)
        let service = user.service.map { Service(id: $0, name: "") }
        return try await enduring {
            try await directory.desk.putMessage(
                id, NewMessage(origin: .telegram, text: text, isInternal: isInternal), files: .none, in: ticket.id,
                by: Account(user: user, service: service, token: 0, door: .telegram), at: clock.now()
            ).value
        }
    }

    @discardableResult
    func ask(
        _ kind: NewEvent.Kind, for ticket: Ticket, as user: User, id: Event.ID = .make()
    ) async throws -> TestAnswer {
        try await ask(NewEvent(kind: kind), for: ticket, as: user, id: id)
    }

    @discardableResult
    func ask(
        _ event: NewEvent, for ticket: Ticket, as user: User, id: Event.ID = .make()
    ) async throws -> TestAnswer {
        clock.advance(seconds: 1)
        return try await put("/v1/tickets/\(ticket.id)/events/\(id)", as: user, event)
    }

    func rate(_ ticket: Ticket, _ score: Int, _ comment: String = "", as user: User) async throws -> TestAnswer {
        clock.advance(seconds: 1)
        return try await put("/v1/tickets/\(ticket.id)/rating", as: user, Rating(score: score, comment: comment))
    }

    static let tus: HTTPFields = [.tusResumable: "1.0.0"]

    /// Begins an upload and returns its path.
    func beginUpload(_ length: Int, as user: User = TestDesk.ann) async throws -> String {
        var headers = Self.tus
        headers[.uploadLength] = "\(length)"
        return try await send(.post, "/v1/uploads", as: user, headers: headers).headers[.location] ?? ""
    }

    func append(
        _ data: Data, at offset: Int, to path: String, as user: User = TestDesk.ann
    ) async throws -> TestAnswer {
        var headers = Self.tus
        headers[.uploadOffset] = "\(offset)"
        headers[.contentType] = "application/offset+octet-stream"
        return try await send(.patch, path, as: user, headers: headers, body: data)
    }

    /// Uploads `data` and describes it as an attachment that a message can claim.
    func upload(
        _ data: Data, named name: String = "note.txt", mediaType: String = "text/plain", as user: User = TestDesk.ann
    ) async throws -> NewAttachment {
        let path = try await beginUpload(data.count, as: user)
        _ = try await append(data, at: 0, to: path, as: user)
        return try attachment(at: path, sha256: data.sha256, name: name, mediaType: mediaType)
    }

    func attachment(
        at path: String, sha256: HelpdeskModels.SHA256Digest, name: String = "note.txt",
        mediaType: String = "text/plain"
    ) throws -> NewAttachment {
        guard let upload = Upload.ID(String(path.split(separator: "/").last ?? "")) else {
            throw StoreError.notFound
        }
        return NewAttachment(id: .make(), upload: upload, name: name, mediaType: mediaType, sha256: sha256)
    }

    /// Everything that `user` gets from the change feed after `cursor`, or from the beginning that a query says, by pages of
    /// `limit`.
    func changes(
        as user: User, after cursor: String? = nil, from beginning: String = "", limit: Int = 500
    ) async throws -> (changes: [Change], cursor: String) {
        var (all, position): ([Change], String?) = ([], cursor)
        while true {
            let after = position.map { "&after=\($0)" } ?? beginning
            let page: ChangePage = try await get("/v1/changes?limit=\(limit)\(after)", as: user).json()
            all += page.changes
            position = page.cursor
            if !page.hasMore { return (all, page.cursor) }
        }
    }
}

extension TelegramDesk {
    /// As the support bot does with what stands behind `/start`: only what can be a code is asked for.
    func service(ofCode text: String) async throws -> Service? {
        guard let code = LinkCode(text) else { return nil }
        return try await service(of: code)
    }

    func redeem(code text: String, by chat: TelegramChat) async throws -> LinkedChat? {
        guard let code = LinkCode(text) else { return nil }
        return try await redeem(code, by: chat)
    }
}
