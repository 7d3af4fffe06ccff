import Foundation
import GRDB
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

struct StoreOpeningTests {
    @Test("A new store is private, empty and opens again")
    func fresh() async throws {
        let folder = try TemporaryFolder()
        let directory = folder.path + "/a/b"
        for _ in 1...2 {
            let store = try Store(directory: directory)
            #expect(try await store.ticketIDs(TicketQuery()).isEmpty)
            #expect(try await store.deskSnapshot() == DeskSnapshot())
        }
        let mode = try FileManager.default.attributesOfItem(atPath: directory)[.posixPermissions] as? Int
        #expect(mode == 0o700)
    }

    @Test("A store of a newer version is refused and left as it is")
    func newer() throws {
        let folder = try TemporaryFolder()
        _ = try Store(directory: folder.path)
        let database = try DatabaseQueue(path: folder.path + "/store.sqlite")
        try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
        let error = #expect(throws: HelpdeskError.self) { try Store(directory: folder.path) }
        #expect(error?.code == .storeNewer)
        #expect(error?.subject == folder.path)
        #expect(try database.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 99)
    }

    @Test("Every older version of the schema becomes the newest")
    func migrations() throws {
        for version in 0...Schema.version {
            let folder = try TemporaryFolder()
            let database = try DatabaseQueue(path: folder.path + "/store.sqlite")
            try database.write { database in
                for number in 0..<version { try database.execute(sql: Schema.migrations[number]) }
                try database.execute(sql: "PRAGMA user_version = \(version)")
            }
            try database.close()
            _ = try Store(directory: folder.path)
            let reopened = try DatabaseQueue(path: folder.path + "/store.sqlite")
            #expect(try reopened.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == Schema.version)
        }
    }

    @Test("A file that is no database is said to be damaged")
    func damaged() throws {
        let folder = try TemporaryFolder()
        try folder.write(Data(repeating: 7, count: 10_000), to: "store.sqlite")
        let error = #expect(throws: HelpdeskError.self) { try Store(directory: folder.path) }
        #expect(error?.code == .storeDamaged)
    }

    @Test("A directory that cannot be created is said to be unwritable")
    func unwritable() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Data("x".utf8), to: "file")
        let error = #expect(throws: HelpdeskError.self) { try Store(directory: file + "/store") }
        #expect(error?.code == .storeUnwritable)
    }

    @Test("A store takes one account only")
    func otherAccount() async throws {
        let folder = try TemporaryFolder()
        let store = try Store(directory: folder.path)
        let account = Account(url: "https://desk.example", user: Sample.dispatcher.id)
        try await store.signIn(account, me: Sample.me, desk: Sample.desk)
        let colleague = Me(user: Sample.colleague, service: Sample.service)
        for other in [
            Account(url: account.url, user: Sample.colleague.id), Account(url: "https://b.example", user: account.user),
        ] {
            let error = await #expect(throws: HelpdeskError.self) {
                try await store.signIn(other, me: colleague, desk: Sample.desk)
            }
            #expect(error?.isUnauthorised == true)
        }
        #expect(try await store.deskSnapshot().me == Sample.me)
    }
}
