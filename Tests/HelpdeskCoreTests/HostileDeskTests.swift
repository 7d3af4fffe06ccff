import Foundation
import GRDB
import HelpdeskModels
import HelpdeskTransport
import TestSupport
import Testing

@testable import HelpdeskCore

/// A desk of one ticket that turns hostile: real backend, engine and store, made-up answers.
@Suite(.timeLimit(.minutes(5)))
struct HostileDeskTests {
    typealias Answer = @Sendable (TransportRequest, Int) throws -> TransportResponse?

    let folder: TemporaryFolder
    let store: Store
    private static let ticket = Ticket(
        id: .make(), number: 7, service: Sample.service.id, topic: Topic.otherID, subject: "Known", status: .open,
        author: Author(Sample.dispatcher), created: .now, updated: .now)
    private static let message = Message(
        id: .make(), ticket: ticket.id, author: Author(Sample.agent), origin: .tui, text: "An answer",
        attachments: [Attachment(id: .make(), name: "a.txt", mediaType: "text/plain", size: 3, sha256: nil)],
        created: .now)
    private static let everything = ChangePage(
        changes: [
            .desk(Sample.desk), .service(Sample.service), .topic(Sample.other), .topic(Sample.telephony),
            .message(message), .ticket(ticket),
            .event(Event(id: .make(), ticket: ticket.id, kind: .resolved, author: Author(Sample.agent), created: .now)),
            .readMark(ReadMark(ticket: ticket.id, readUpTo: .now)),
            .incident(Incident(id: .make(), kind: .program, opened: .now)),
            .telegramLink(
                TelegramLink(
                    id: .make(), service: Sample.service.id, state: .linked, chatName: "Chat", username: "chat",
                    created: .now)),
        ], cursor: "first", hasMore: false)

    init() throws {
        folder = try TemporaryFolder()
        // On a clock that stands still, nothing that failed becomes due again amid a slow test.
        store = try Store(
            directory: folder.path + "/store", steady: BootClock(era: "test") { Timestamp(milliseconds: 1_000_000) })
    }

    private static func json(_ value: some Encodable, status: Int = 200) throws -> TransportResponse {
        TransportResponse(
            status: status, headers: ["content-type": "application/json"], body: try WireJSON.encode(value))
    }

    private static func honest(_ request: TransportRequest) throws -> TransportResponse {
        if request.url.hasSuffix("/desk") { return try json(Sample.desk) }
        if request.url.hasSuffix("/me") { return try json(Sample.me) }
        guard request.url.contains("/changes") else { return TransportResponse(status: 404) }
        if !request.url.contains("after=") { return try json(everything) }
        if request.url.contains("after=first") {
            return try json(ChangePage(changes: [], cursor: "first", hasMore: false))
        }
        return try json(Problem(kind: .cursorGone, title: "", status: 410), status: 410)
    }

    /// An engine at the store whose desk answers so, and honestly where that is nil.
    private func engine(_ answer: @escaping Answer = { _, _ in nil }) throws -> (SyncEngine, AnsweringTransport) {
        let transport = AnsweringTransport { request, number in
            (try? answer(request, number) ?? Self.honest(request)) ?? TransportResponse(status: 500)
        }
        let backend = try NativeBackend(url: "https://desk.example", token: "cd_secret", transport: transport)
        return (SyncEngine(store: store, backend: backend), transport)
    }

    private func sync(_ answer: @escaping Answer) async throws -> (HelpdeskError?, requests: [String]) {
        let (engine, transport) = try engine(answer)
        do throws(HelpdeskError) {
            _ = try await engine.syncOnce()
            return (nil, transport.addresses)
        } catch {
            return (error, transport.addresses)
        }
    }

    /// The list and every conversation can be read, and the database is sound.
    private func readEverything() async throws -> [String] {
        let ids = try await store.ticketIDs(TicketQuery())
        for id in ids { _ = try await store.conversation(id) }
        _ = try await store.deskSnapshot()
        let verdict = try await store.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
        #expect(verdict == "ok")
        return try await store.rows(ids).map(\.subject)
    }

    @Test(
        "A feed without end is left after few requests, with what is known as it was",
        arguments: ["the same cursor", "cursors in a circle", "empty pages", "the same page", "no cursor is known"])
    func endlessFeed(_ kind: String) async throws {
        #expect(try await sync { _, _ in nil }.0 == nil)
        let (error, requests) = try await sync { request, number in
            guard request.url.contains("/changes") else { return nil }
            switch kind {
            case "the same cursor": return try Self.json(ChangePage(changes: [], cursor: "first", hasMore: true))
            case "cursors in a circle":
                let page = ChangePage(
                    changes: [.service(Service(id: "zirka", name: "\(number)"))], cursor: "\(number % 3)", hasMore: true
                )
                return try Self.json(page)
            case "empty pages": return try Self.json(ChangePage(changes: [], cursor: "\(number)", hasMore: true))
            case "the same page":
                return try Self.json(
                    ChangePage(changes: [.service(Sample.service)], cursor: "\(number)", hasMore: true))
            default:
                guard request.url.contains("after=") else {
                    return try Self.json(ChangePage(changes: [], cursor: "\(number)", hasMore: true))
                }
                return try Self.json(Problem(kind: .cursorGone, title: "", status: 410), status: 410)
            }
        }
        #expect(error?.code == .badAnswer)
        #expect(requests.count < 70)
        #expect(try await readEverything() == ["Known"])
        #expect(try await sync { _, _ in nil }.0 == nil)
        #expect(try await readEverything() == ["Known"])
    }

    @Test("A desk that answers each long poll at once is asked no faster than once a second after a while")
    func hastyAnswers() async throws {
        let transport = AnsweringTransport { request, number in
            let page = ChangePage(
                changes: [.service(Service(id: "zirka", name: "\(number)"))], cursor: "\(number)", hasMore: false)
            let answer = request.url.contains("/changes") ? try? Self.json(page) : try? Self.honest(request)
            return answer ?? TransportResponse(status: 500)
        }
        let backend = try NativeBackend(url: "https://desk.example", token: "cd_secret", transport: transport)
        let (rests, rest) = AsyncStream.makeStream(of: Duration.self)
        let engine = SyncEngine(
            store: store, backend: backend, clock: ManualClock().read,
            sleep: { duration in
                rest.yield(duration)
                let (never, continuation) = AsyncStream.makeStream(of: Void.self)
                for await _ in never {}
                continuation.finish()
            })
        let task = Task { await engine.run() }
        for await duration in rests {
            #expect(duration == .seconds(1))
            break
        }
        #expect((20...40).contains(transport.addresses.count))
        task.cancel()
        await task.value
    }

    @Test("After an answer that was too large fewer changes are asked for")
    func largePages() async throws {
        let transport = AnsweringTransport { request, _ throws(TransportError) in
            let limits = request.url.split(separator: "limit=").dropFirst().first?.prefix(while: \.isNumber)
            if let limit = limits.flatMap({ Int($0) }), limit > 10 { throw TransportError(.answerTooLarge) }
            return (try? Self.honest(request)) ?? TransportResponse(status: 500)
        }
        let backend = try NativeBackend(url: "https://desk.example", token: "cd_secret", transport: transport)
        _ = try await SyncEngine(store: store, backend: backend).syncOnce()
        let asked = transport.addresses.filter { $0.contains("/changes") }
        #expect(asked.map { $0.split(separator: "limit=").last } == ["500", "62", "7"])
        #expect(try await readEverything() == ["Known"])
    }

    @Test("An account that changes under the same token gets nothing of the store, nor anything into it")
    func otherAccount() async throws {
        #expect(try await sync { _, _ in nil }.0 == nil)
        let other = Me(user: Sample.colleague, service: Sample.service)
        // The desk takes the token for another's while the engine is at work, so the cursor means nothing to it.
        let (error, requests) = try await sync { request, number in
            if request.url.hasSuffix("/me") { return try Self.json(number <= 2 ? Sample.me : other) }
            guard request.url.contains("/changes") else { return nil }
            return try Self.json(Problem(kind: .cursorGone, title: "", status: 410), status: 410)
        }
        #expect(error?.code == .otherAccount)
        #expect(error?.isUnauthorised == true)
        #expect(requests.filter { $0.contains("/changes") }.count == 1)
        #expect(try await readEverything() == ["Known"])
    }

    @Test("A cursor that no request could carry is not kept", arguments: ["", String(repeating: "c", count: 2000)])
    func cursors(_ cursor: String) async throws {
        #expect(try await sync { _, _ in nil }.0 == nil)
        let (error, _) = try await sync { request, _ in
            guard request.url.contains("/changes") else { return nil }
            return try Self.json(ChangePage(changes: [.service(Sample.service)], cursor: cursor, hasMore: false))
        }
        #expect(error?.code == .badAnswer)
        #expect(try await store.cursor() == "first")
    }

    @Test("What the answer to a sending lacks is not forgotten here", arguments: [false, true])
    func incompleteAnswer(hasMessage: Bool) async throws {
        #expect(try await sync { _, _ in nil }.0 == nil)
        var draft = Draft(kind: .reply(Self.ticket.id), text: "Mine")
        let path = try folder.write(Data("one".utf8), to: "1.txt")
        draft.files = [try await store.attach(path: path, to: draft.id, limits: .standard)]
        try await store.saveDraft(draft)
        let id = try await store.queueReply(draft, origin: .tui)
        let upload = Upload.ID.make()
        let (engine, _) = try engine { request, _ in
            switch request.method {
            case .post: return TransportResponse(status: 201, headers: ["location": "/v1/uploads/\(upload)"])
            case .patch: return TransportResponse(status: 204, headers: ["upload-offset": "3"])
            case .put:
                var message = Self.message
                message.id = hasMessage ? id : .make()
                return try Self.json(TicketUpdate(ticket: Self.ticket, messages: [message]))
            default: return nil
            }
        }
        let report = try await engine.syncOnce()
        #expect(report.errors.map(\.code) == [.badAnswer])
        let mine = try #require(try await store.conversation(Self.ticket.id)?.messages.first { $0.message.id == id })
        #expect(mine.message.text == "Mine" && mine.delivery == .queued)
        #expect(FileManager.default.contents(atPath: store.outgoingFilePath(draft.files[0].id)) == Data("one".utf8))
    }

    @Test("A list of devices without end is left")
    func devices() async throws {
        let transport = AnsweringTransport { _, number in
            let device = Device(id: 1, label: "a", created: .now, used: nil, isCurrent: false)
            let page = Page(items: Array(repeating: device, count: 500), next: "\(number)")
            return (try? Self.json(page)) ?? TransportResponse(status: 500)
        }
        let backend = try NativeBackend(url: "https://desk.example", token: "cd_secret", transport: transport)
        let error = await #expect(throws: HelpdeskError.self) { try await backend.devices() }
        #expect(error?.code == .badAnswer)
        #expect(transport.addresses.count < 30)
    }

    @Test("Whatever single values become, an answer is refused in order, or the store can still be read")
    func mutations() async throws {
        #expect(try await sync { _, _ in nil }.0 == nil)
        for seed in UInt64(0)..<40 {
            let (error, _) = try await sync { request, number in
                var mutator = HostileJSON(seed: seed * 31 + UInt64(number))
                var answer = try Self.honest(request)
                if request.url.contains("/changes") {
                    guard number < 10 else { return TransportResponse(status: 503) }
                    var page = Self.everything
                    page.cursor = "\(seed)-\(number)"
                    answer = try Self.json(page)
                } else if number > 2 || seed % 8 != 0 {
                    return answer
                }
                answer.body = mutator.change(answer.body)
                return answer
            }
            if let error {
                let expected: [HelpdeskError.Code] = [
                    .badAnswer, .notCabdesk, .serverFailed, .otherAccount, .storeDamaged,
                ]
                #expect(expected.contains(error.code), "seed \(seed): \(error)")
                #expect(error.code != .storeDamaged, "seed \(seed)")
            }
            _ = try await readEverything()
        }
    }
}
