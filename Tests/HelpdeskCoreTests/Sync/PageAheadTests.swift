import Foundation
import GRDB
import HelpdeskModels
import HelpdeskTransport
import Synchronization
import TestSupport
import Testing

@testable import HelpdeskCore

/// A feed of five pages, of which the next is asked for while one is being stored: real backend, engine and store.
@Suite(.timeLimit(.minutes(5)))
struct PageAheadTests {
    private static let pages = 1...5

    private let folder: TemporaryFolder
    private let store: Store
    /// Another program that has the store open.
    private let other: DatabaseQueue

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(directory: folder.path + "/store")
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        configuration.busyMode = .timeout(10)
        other = try DatabaseQueue(path: store.files.database, configuration: configuration)
    }

    /// Which page a request asks for; nil for anything else.
    private static func number(_ request: TransportRequest) -> Int? {
        guard request.url.contains("/changes") else { return nil }
        guard let after = request.url.split(separator: "after=").dropFirst().first else { return pages.lowerBound }
        return Int(after.prefix(while: \.isNumber)).map { $0 + 1 }
    }

    private static func json(_ value: some Encodable) throws -> TransportResponse {
        TransportResponse(
            status: 200, headers: ["content-type": "application/json"], body: try WireJSON.encode(value))
    }

    /// Each page has a service, which is its number.
    private static func honest(_ request: TransportRequest) -> TransportResponse {
        let answer: TransportResponse? =
            if let number = number(request) {
                try? json(
                    ChangePage(
                        changes: [.service(Service(id: Service.ID("\(number)"), name: "\(number)"))],
                        cursor: "\(number)", hasMore: number < pages.upperBound))
            } else if request.url.hasSuffix("/desk") {
                try? json(Sample.desk)
            } else {
                try? json(Sample.me)
            }
        return answer ?? TransportResponse(status: 500)
    }

    private func engine(
        _ transport: some Transport, sleep: @escaping @Sendable (Duration) async throws -> Void = { _ in }
    ) throws -> SyncEngine {
        let backend = try NativeBackend(url: "https://desk.example", token: "cd_secret", transport: transport)
        return SyncEngine(store: store, backend: backend, random: { 0 }, sleep: sleep)
    }

    private func stored() throws -> [Int] {
        try other.inDatabase { try Int.fetchAll($0, sql: "SELECT CAST(id AS INTEGER) FROM service ORDER BY 1") }
    }

    private func execute(_ sql: String) throws {
        try other.inDatabase { try $0.execute(sql: sql) }
    }

    @Test("While a page is being stored the next is asked for, and no other")
    func overlap() async throws {
        let seen = Mutex<[Int: Int]>([:])
        let transport = AnsweringTransport { request, _ throws(TransportError) in
            guard let number = Self.number(request) else { return Self.honest(request) }
            do {
                // The first page cannot be stored until the second is asked for.
                if number == 1 { try execute("BEGIN IMMEDIATE") }
                let last = try stored().last ?? 0
                seen.withLock { $0[number] = last }
                if number == 2 { try execute("COMMIT") }
            } catch {
                throw TransportError(.unexpected, detail: "\(error)")
            }
            return Self.honest(request)
        }
        #expect(try await engine(transport).syncOnce().received == Self.pages.count)
        #expect(try stored() == Array(Self.pages))
        let storedWhenAsked = seen.withLock { $0 }
        #expect(storedWhenAsked[2] == 0)
        for (page, last) in storedWhenAsked { #expect(last >= page - 2, "page \(page) was asked for too early") }
    }

    @Test("What follows a page that cannot be stored is not stored either, and both are asked for again")
    func unstorable() async throws {
        let transport = AnsweringTransport { request, _ in Self.honest(request) }
        try execute(
            """
            CREATE TRIGGER refuse BEFORE INSERT ON service WHEN new.id = '2' BEGIN SELECT RAISE(ABORT, 'refused'); END
            """)
        await #expect(throws: HelpdeskError.self) { try await engine(transport).syncOnce() }
        #expect(try stored() == [1])
        #expect(try await store.cursor() == "1")
        try execute("DROP TRIGGER refuse")
        let before = transport.addresses.count
        #expect(try await engine(transport).syncOnce().received == Self.pages.count - 1)
        #expect(try stored() == Array(Self.pages))
        let again = transport.addresses.dropFirst(before).compactMap { Self.number(TransportRequest(.get, url: $0)) }
        #expect(again == [2, 3, 4, 5])
    }

    @Test(
        "When the page asked for ahead is cut, refused or put off, those before it stay, and it is asked for again",
        arguments: [(nil, HelpdeskError.Code.unreachable), (401, .tokenRejected), (429, .tooManyRequests)])
    func failedAhead(status: Int?, code: HelpdeskError.Code) async throws {
        let isFailing = Mutex(true)
        let transport = AnsweringTransport { request, _ throws(TransportError) in
            guard Self.number(request) == 3, isFailing.withLock({ $0 }) else { return Self.honest(request) }
            guard let status else { throw TransportError(.unreachable) }
            let problem = Problem(kind: status == 401 ? .unauthorized : .tooManyRequests, title: "", status: status)
            return TransportResponse(
                status: status, headers: ["content-type": "application/problem+json"],
                body: (try? WireJSON.encode(problem)) ?? Data())
        }
        let engine = try engine(transport)
        let error = await #expect(throws: HelpdeskError.self) { try await engine.syncOnce() }
        #expect(error?.code == code)
        #expect(try stored() == [1, 2])
        #expect(try await store.cursor() == "2")
        isFailing.withLock { $0 = false }
        #expect(try await engine.syncOnce().received == 3)
        #expect(try stored() == Array(Self.pages))
    }

    @Test("A desk that puts the page off that is asked for ahead is left alone as long as it asks")
    func retryAfter() async throws {
        let tries = Mutex(0)
        let slept = Mutex<[Duration]>([])
        let transport = AnsweringTransport { request, _ in
            let isFirst =
                Self.number(request) == 3
                && tries.withLock { tries in
                    tries += 1
                    return tries == 1
                }
            return isFirst ? TransportResponse(status: 503, headers: ["retry-after": "7"]) : Self.honest(request)
        }
        let engine = try engine(transport) { duration in
            slept.withLock { $0.append(duration) }
            guard duration != .seconds(7) else { return }
            // The pauses in which nothing is to do end with the task.
            let (never, continuation) = AsyncStream.makeStream(of: Void.self)
            for await _ in never {}
            continuation.finish()
            throw CancellationError()
        }
        let running = Task { await engine.run() }
        for await status in engine.statuses where status.phase == .online { break }
        #expect(try stored() == Array(Self.pages))
        #expect(slept.withLock { $0 }.contains(.seconds(7)))
        running.cancel()
        await running.value
    }

    @Test("When the program ends while a page is being stored, nobody waits for the next")
    func cancelled() async throws {
        let transport = HangingTransport { Self.number($0) == 2 ? nil : Self.honest($0) }
        let engine = try engine(transport)
        let running = Task { await engine.run() }
        for await event in transport.events {
            if event == .hanging { running.cancel() }
            if event == .cancelled { break }
        }
        await running.value
        #expect(try stored().count <= 1)
    }
}

/// A transport that leaves some requests without an answer until they are cancelled.
private final class HangingTransport: Transport {
    enum Event { case hanging, cancelled }

    let events: AsyncStream<Event>
    private let event: AsyncStream<Event>.Continuation
    private let answer: @Sendable (TransportRequest) -> TransportResponse?

    /// Nil hangs.
    init(_ answer: @escaping @Sendable (TransportRequest) -> TransportResponse?) {
        self.answer = answer
        (events, event) = AsyncStream.makeStream(of: Event.self)
    }

    func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
        if let response = answer(request) { return response }
        let (never, continuation) = AsyncStream.makeStream(of: Void.self)
        event.yield(.hanging)
        for await _ in never {}
        continuation.finish()
        event.yield(.cancelled)
        throw TransportError(.cancelled)
    }
}
