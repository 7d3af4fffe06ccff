import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Hummingbird
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

/// Requests whose body comes after their account was shut out.
@Suite("Writing after being shut out") struct ShutOutTests {
    /// The ways to shut somebody out.
    enum Way: CaseIterable {
        case revoked, retired, erased

        func shutOut(_ user: User, of desk: TestDesk) throws {
            switch self {
            case .revoked:
                for token in try desk.helpdesk.tokens(of: user.id) { try desk.helpdesk.revokeToken(token.id) }
            case .retired: try desk.helpdesk.retireUser(user.id)
            case .erased: try desk.helpdesk.erasePerson(user.id)
            }
        }
    }

    let desk: TestDesk

    init() throws { desk = try TestDesk() }

    /// Sends `body` only when Ann, whose token was taken already, has been shut out.
    private func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: Data, _ headers: HTTPFields, after way: Way
    ) async throws -> TestAnswer {
        let desk = desk
        let (stream, continuation) = AsyncThrowingStream.makeStream(of: ByteBuffer.self)
        let late = LateBody(stream: stream) {
            try way.shutOut(TestDesk.ann, of: desk)
            continuation.yield(ByteBuffer(bytes: body))
            continuation.finish()
        }
        return try await desk.send(
            method, path, as: TestDesk.ann, headers: headers, stream: RequestBody(asyncSequence: late))
    }

    private func put(_ path: String, _ value: some Encodable, after way: Way) async throws -> TestAnswer {
        try await send(.put, path, WireJSON.encode(value), [.contentType: "application/json"], after: way)
    }

    private func tickets() async throws -> [Ticket] {
        try await desk.get("/v1/tickets", as: TestDesk.greta).json(Page<Ticket>.self).items
    }

    @Test(arguments: Way.allCases)
    func `a ticket is refused and not stored`(way: Way) async throws {
        let answer = try await put("/v1/tickets/\(Ticket.ID.make())", desk.newTicket(), after: way)
        #expect(answer.status == 401 && answer.problem == .unauthorized)
        #expect(answer.headers[.wwwAuthenticate] == "Bearer")
        #expect(try await tickets().isEmpty)
    }

    @Test(arguments: Way.allCases)
    func `a message is refused, and the others' stay`(way: Way) async throws {
        let ticket = try await desk.file(as: TestDesk.ben)
        let new = NewMessage(origin: .cli, text: "Too late", attachments: [], isInternal: false)
        let answer = try await put("/v1/tickets/\(ticket.id)/messages/\(Message.ID.make())", new, after: way)
        #expect(answer.problem == .unauthorized)
        let messages: Page<Message> = try await desk.get(
            "/v1/tickets/\(ticket.id)/messages", as: TestDesk.ben
        ).json()
        #expect(messages.items.map(\.text) == ["The line is silent."])
    }

    @Test(arguments: Way.allCases)
    func `a draft is refused`(way: Way) async throws {
        let draft = EntityID<DraftAnnouncement>.make()
        let answer = try await put("/v1/drafts/\(draft)", DraftAnnouncement(title: "Late"), after: way)
        #expect(answer.problem == .unauthorized)
        #expect(try await desk.helpdesk.openDraft(of: TestDesk.ann.id, at: desk.clock.now()) == nil)
    }

    @Test(arguments: Way.allCases)
    func `the bytes of an upload are not taken, and those of an erased person are kept nowhere`(way: Way) async throws {
        let path = try await desk.beginUpload(4)
        var headers = TestDesk.tus
        headers[.uploadOffset] = "0"
        headers[.contentType] = "application/offset+octet-stream"
        let answer = try await send(.patch, path, Data("late".utf8), headers, after: way)
        #expect(answer.problem == .unauthorized)
        #expect(try await desk.uploadNames().isEmpty == (way != .revoked))
    }

    @Test func `an upload that begins with its bytes is kept nowhere either`() async throws {
        var headers = TestDesk.tus
        headers[.uploadLength] = "4"
        headers[.contentType] = "application/offset+octet-stream"
        let answer = try await send(.post, "/v1/uploads", Data("late".utf8), headers, after: .erased)
        #expect(answer.problem == .unauthorized)
        #expect(try await desk.uploadNames().isEmpty)
    }
}

/// A body that does something before it comes.
private struct LateBody: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let stream: AsyncThrowingStream<ByteBuffer, any Error>
    let first: @Sendable () throws -> Void

    struct AsyncIterator: AsyncIteratorProtocol {
        var iterator: AsyncThrowingStream<ByteBuffer, any Error>.AsyncIterator
        var first: (@Sendable () throws -> Void)?

        mutating func next() async throws -> ByteBuffer? {
            if let first {
                self.first = nil
                try first()
            }
            return try await iterator.next()
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(iterator: stream.makeAsyncIterator(), first: first)
    }
}
