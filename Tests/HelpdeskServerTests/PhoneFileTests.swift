import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

@Suite struct PhoneFileTests {
    let desk: TestDesk
    let telegram: TelegramDesk
    let draft = EntityID<DraftAnnouncement>.make()

    /// A desk where Ann has linked the chat 7.
    init() async throws {
        desk = try TestDesk()
        telegram = TelegramDesk(desk.helpdesk, now: desk.clock.now)
        var connected = try TestDesk.desk(officeHours: nil)
        connected.supportBot = TelegramBot(username: "harbour_bot", isConnected: true)
        try desk.helpdesk.setDesk(connected)
        let offer: TelegramLinkOffer = try await desk.send(.post, "/v1/telegram/links", as: TestDesk.ann).json()
        _ = try await telegram.redeem(code: offer.token, by: TelegramChat(id: 7, name: "Ann"))
    }

    private func photo() throws -> TelegramFile {
        let path = desk.directory.url.appending(path: "photo.bin").path
        try Data(repeating: 9, count: 100).write(to: URL(filePath: path))
        return TelegramFile(id: .make(), name: "photo.jpg", mediaType: "image/jpeg", path: path)
    }

    @Test func `a file that is sent while a draft is open reaches the terminal of its user alone`() async throws {
        #expect(try await telegram.openDraft(ofChat: 7) == nil)
        #expect(
            try await desk.put("/v1/drafts/\(draft)", as: TestDesk.ann, DraftAnnouncement(title: "No sound")).status
                == 204)
        #expect(try await telegram.openDraft(ofChat: 7)?.title == "No sound")
        #expect(try await telegram.openDraft(ofChat: 8) == nil)

        let file = try photo()
        let before = try await desk.changes(as: TestDesk.ann).cursor
        for _ in 0..<2 { #expect(try await telegram.offer([file], to: draft, ofChat: 7)) }
        let changes = try await desk.changes(as: TestDesk.ann, after: before).changes
        guard case .phoneFile(let offered) = changes.first, changes.count == 1 else {
            Issue.record("\(changes)")
            return
        }
        #expect(offered.draft == draft && offered.size == 100)
        let path = "/v1/attachments/\(file.id)"
        #expect(try await desk.get(path, as: TestDesk.ann).body == Data(repeating: 9, count: 100))
        let removal = "/v1/drafts/\(draft)/files/\(file.id)"
        for other in [TestDesk.ben, TestDesk.vera, TestDesk.greta] {
            #expect(try await desk.get(path, as: other).problem == .notFound)
            #expect(try await desk.send(.delete, removal, as: other).problem == .notFound)
            #expect(
                try await desk.changes(as: other).changes.allSatisfy { if case .phoneFile = $0 { false } else { true } }
            )
        }
        for _ in 0..<2 { #expect(try await desk.send(.delete, removal, as: TestDesk.ann).status == 204) }
        #expect(try await desk.get(path, as: TestDesk.ann).problem == .notFound)
    }

    @Test func `a draft is open for two minutes, and until it is closed`() async throws {
        let path = "/v1/drafts/\(draft)"
        _ = try await desk.put(path, as: TestDesk.ann, DraftAnnouncement(title: ""))
        desk.clock.advance(seconds: 120)
        #expect(try await telegram.openDraft(ofChat: 7) == nil)
        #expect(try await telegram.offer([photo()], to: draft, ofChat: 7) == false)
        _ = try await desk.put(path, as: TestDesk.ann, DraftAnnouncement(title: ""))
        // A draft of Ben's with the same id is another one.
        #expect(try await desk.put(path, as: TestDesk.ben, DraftAnnouncement(title: "Mine")).status == 204)
        #expect(try await desk.send(.delete, path, as: TestDesk.ben).status == 204)
        #expect(try await telegram.openDraft(ofChat: 7)?.title == "")
        for _ in 0..<2 { #expect(try await desk.send(.delete, path, as: TestDesk.ann).status == 204) }
        #expect(try await telegram.openDraft(ofChat: 7) == nil)
        let long = DraftAnnouncement(title: String(repeating: "x", count: 201))
        for (title, violation) in [
            (long.title, Violation(field: "title", code: .tooLong, limit: 200)),
            ("a\u{0}", Violation(field: "title", code: .malformed)),
        ] {
            let answer = try await desk.put(path, as: TestDesk.ann, DraftAnnouncement(title: title))
            #expect(try answer.json(Problem.self).violations == [violation])
        }
    }
}
