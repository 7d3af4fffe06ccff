import Foundation
import HelpdeskModels
import HelpdeskTransport
import SQLDatabase
import Synchronization
import SystemKit
import Testing

@testable import DeskStorage
@testable import HelpdeskDesk
@testable import HelpdeskServer

/// Contents that are removed while a message wants to have them.
@Suite(.needsObjectStore, .timeLimit(.minutes(5))) struct RemovalTests {
    private let (first, second): (TestDesk, TestDesk)
    private let data = Data("a recording that was there before".utf8)

    init() throws {
        first = try TestDesk(files: .requiredStore())
        second = try TestDesk(beside: first)
    }

    /// A content that nothing names lies in the store.
    private func leaveOrphan() throws {
        try #require(first.directory.objects).store.put(data, to: ObjectFiles.key(of: data.sha256))
    }

    private func isThere() throws -> Bool {
        try #require(first.directory.objects).store.size(of: ObjectFiles.key(of: data.sha256)) != nil
    }

    /// Ends all connections to PostgreSQL, as a failover does; nothing with SQLite.
    private func cutConnections() async throws {
        guard let postgres = second.directory.postgres else { return }
        try await postgres.pool.perform(.single) {
            try $0.run(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
                """)
        }
    }

    /// Waits for what `work` does, on a thread that may wait.
    private static func wait<Value: Sendable>(for work: @escaping @Sendable () async throws -> Value) throws -> Value {
        let result = Mutex<Result<Value, any Error>?>(nil)
        let done = DispatchSemaphore(value: 0)
        Task {
            let outcome: Result<Value, any Error>
            do { outcome = .success(try await work()) } catch { outcome = .failure(error) }
            result.withLock { $0 = outcome }
            done.signal()
        }
        done.wait()
        let outcome = try #require(result.withLock { $0 })
        return try outcome.get()
    }

    @Test func `a message gets no file that is just being removed, also when the database is lost meanwhile`()
        async throws
    {
        try leaveOrphan()
        let ticket = try await second.file()
        let attachment = try await second.upload(data)
        let statuses = Mutex<[Int]>([])
        let object = "/" + ObjectFiles.key(of: try data.sha256)
        // The collector has begun, and is held up on its way to the store.
        try #require(first.transport).plan { request in
            guard request.method == .delete, request.url.hasSuffix(object) else { return nil }
            let status = try? Self.wait {
                try await cutConnections()
                return try await second.write(in: ticket, as: TestDesk.ann, attachments: [attachment]).status
            }
            statuses.withLock { $0.append(status ?? 0) }
            return nil
        }
        // Whether it hears of its lost connections or not.
        let digest = try data.sha256
        _ = try? await BlockingWork.run { try first.helpdesk.collect([digest]) }
        try #require(first.transport).plan(nil)
        #expect(statuses.withLock(\.self) == [503])
        #expect(try !isThere())

        #expect(try await second.write(in: ticket, as: TestDesk.ann, attachments: [attachment]).status == 201)
        #expect(try await first.get("/v1/attachments/\(attachment.id)", as: TestDesk.ben).body == data)
        #expect(try first.helpdesk.collect([digest]) == 0)
        #expect(try isThere())
    }

    @Test func `a removal that was killed is ended by the next collector, or by a message, when it is old`()
        async throws
    {
        func mark(secondsAgo seconds: Double) async throws {
            let time = Timestamp.now.adding(seconds: -seconds).milliseconds
            try await first.run("DELETE FROM content")
            try await first.run("INSERT INTO content(sha256, removing) VALUES ('\(data.sha256)', \(time))")
        }
        let digest = try data.sha256
        try leaveOrphan()
        try await mark(secondsAgo: 10)
        #expect(try first.helpdesk.collect([digest]) == 0)
        #expect(try isThere())
        let (ticket, attachment) = (try await first.file(), try await first.upload(data))
        #expect(try await first.write(in: ticket, as: TestDesk.ann, attachments: [attachment]).status == 503)

        try await mark(secondsAgo: ContentRemoval.limit + 10)
        #expect(try second.helpdesk.collectOrphans() == 1)
        #expect(try !isThere())
        #expect(try await first.texts("SELECT sha256 FROM content").isEmpty)

        try await mark(secondsAgo: ContentRemoval.limit + 10)
        #expect(try await first.write(in: ticket, as: TestDesk.ann, attachments: [attachment]).status == 201)
        #expect(try await second.get("/v1/attachments/\(attachment.id)", as: TestDesk.ben).body == data)
        #expect(try await first.texts("SELECT sha256 FROM content WHERE removing IS NOT NULL").isEmpty)
    }

    @Test func `a content stays marked only as long as its removal is in doubt`() async throws {
        try leaveOrphan()
        let digest = try data.sha256
        let transport = try #require(first.transport)
        let marked = "SELECT sha256 FROM content WHERE removing IS NOT NULL"
        for fault: FaultyTransport.Fault in [.lostRequest, .status(503), .status(403)] {
            transport.plan { $0.method == .delete ? fault : nil }
            #expect(throws: StoreError.self) { try first.helpdesk.collect([digest]) }
            #expect(try await first.texts(marked).isEmpty)
            #expect(try isThere())
        }
        transport.plan { $0.method == .delete ? .lostAnswer : nil }
        #expect(throws: StoreError.self) { try first.helpdesk.collect([digest]) }
        #expect(try await first.texts(marked) == ["\(digest)"])
        transport.plan(nil)
        #expect(try first.helpdesk.collect([digest]) == 0)
    }
}
