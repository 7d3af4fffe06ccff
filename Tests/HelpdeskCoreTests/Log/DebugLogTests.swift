import Foundation
import HelpdeskModels
import HelpdeskTransport
import TestSupport
import Testing

@testable import HelpdeskCore

struct DebugLogTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/debug.log"
    }

    private func text(_ suffix: String = "") throws -> String {
        try String(contentsOfFile: path + suffix, encoding: .utf8)
    }

    @Test("An event is a line with time, level and process")
    func line() throws {
        let log = try DebugLog.open(path, clock: { Timestamp(milliseconds: 0) })
        log.note(.began(version: "1", command: "sync\nx"))
        #expect(try text() == "1970-01-01T00:00:00.000Z debug \(getpid()) began version=1 command=sync x\n")
    }

    @Test("The file is its owner's alone, also one that was there before, and is appended to")
    func mode() throws {
        try folder.write(Data("before\n".utf8), to: "debug.log")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        for _ in 1...2 { try DebugLog.open(path).note(.connected) }
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        #expect(try text().split(separator: "\n").count == 3)
    }

    @Test("A large file is put aside once, by whichever process comes first")
    func rotation() throws {
        let logs = try (1...2).map { _ in try DebugLog.open(path, limit: 60) }
        for _ in 1...4 { for log in logs { log.note(.connected) } }
        #expect(try text(".1").split(separator: "\n").count == 2)
        #expect(try text().split(separator: "\n").count == 2)
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
    }

    @Test("What cannot be written is said")
    func unwritable() throws {
        #expect(mkfifo(folder.path + "/fifo", 0o600) == 0)
        symlink(path, folder.path + "/link")
        for name in ["fifo", "link", "missing/debug.log", "", "."] {
            let error = #expect(throws: HelpdeskError.self) { try DebugLog.open(folder.path + "/" + name) }
            #expect(error?.code == .cannotWriteFile)
        }
    }

    @Test(
        "A route has words of the interface, numbers and ids, and nothing else",
        arguments: [
            ("https://desk.example/v1/changes?after=secret&limit=5", "/v1/changes"),
            (
                "https://desk.example/base/v1/tickets/01a2048a-527d-799a-9c5f-b82cdd7f5682",
                "/*/v1/tickets/01a2048a-527d-799a-9c5f-b82cdd7f5682"
            ),
            ("https://rt.example/REST/2.0/user/oksana", "/REST/2.0/user/*"),
            ("https://rt.example/REST/2.0/ticket/17#secret", "/REST/2.0/ticket/17"),
            ("https://user:secret@desk.example", ""),
            ("secret", ""),
        ])
    func route(_ url: String, _ wanted: String) {
        #expect(
            LoggedExchange(TransportRequest(.get, url: url)).description.hasPrefix("exchange GET \(wanted) status="))
    }

    @Test("What happens to an intent is noted with its id, and without a word of it")
    func outbox() async throws {
        let desk = try Desk()
        let engine = SyncEngine(
            store: desk.store, backend: desk.backend, log: try DebugLog.open(path), clock: desk.clock.read,
            random: { 0 })
        _ = try await engine.syncOnce()
        let sent = try await desk.queueTicket("Personal words", files: ["private.txt": Data("one".utf8)])
        _ = try await engine.syncOnce()
        await desk.backend.failNext(.putTicket, with: HelpdeskError(.invalid, detail: "Personal"))
        let parked = try await desk.queueTicket("Personal again")
        _ = try await engine.syncOnce()
        let text = try text()
        #expect(text.contains("outbox ticket \(sent) files=1 failures=0 sent"))
        #expect(text.contains("outbox ticket \(parked) files=0 failures=0 parked error=invalid"))
        #expect(text.contains("sync connected"))
        #expect(text.contains("sync pulled="))
        #expect(!text.contains("ersonal") && !text.contains("private"))
    }
}
