import Foundation
import HelpdeskModels
import Testing

@testable import TelegramBots

struct AlertHandlerTests {
    private func accept(_ updates: String..., in night: AlertNight) async throws {
        let updates = try updates.map { try WireJSON.decode(JSON.self, from: Data($0.utf8)) }
        try await night.store.accept(updates, at: night.now)
        let now = night.now
        try await UpdateWorker(
            store: night.store, handler: AlertHandler(bot: night.bot, log: night.lines.log), clock: { now },
            log: BotLog { _, _ in }
        ).drain()
    }

    private static func press(_ id: Int, by user: Int, data: String) -> String {
        """
        {"update_id": \(id), "callback_query": {"id": "\(id)", "chat_instance": "1", "data": "\(data)",
         "from": {"id": \(user), "is_bot": false, "first_name": "P", "language_code": "en-GB"},
         "message": {"message_id": 7, "date": 1, "chat": {"id": \(user), "type": "private", "first_name": "P"},
         "from": {"id": 1, "is_bot": true, "first_name": "B"}, "text": "What?"}}}
        """
    }

    @Test("Case 18: the same message id in two chats: each press counts in its own chat, and a repeated update once")
    func presses() async throws {
        let night = try AlertNight()
        try await accept(
            Self.press(1, by: 100, data: "c:p"), Self.press(2, by: 101, data: "c:t"),
            Self.press(1, by: 100, data: "c:p"),
            in: night)
        try night.restart()
        try await accept(Self.press(2, by: 101, data: "c:t"), in: night)
        #expect(try night.reports(of: 1).map(\.chat) == [100])
        #expect(try night.reports(of: 2).map(\.chat) == [101])
        #expect(try night.pages() == [11, 12, 11, 12])
        #expect(try night.incidentCount() == 2)
    }

    @Test("Photos, edits, service messages, channels and unknown kinds: a photo is kept, the rest does no harm")
    func kinds() async throws {
        let night = try AlertNight()
        let from = #""from": {"id": 100, "is_bot": false, "first_name": "P", "language_code": "en"}"#
        let head = #""date": 1, "chat": {"id": 100, "type": "private", "first_name": "P"}, "# + from
        try await accept(
            #"{"update_id": 1, "message": {"message_id": 1, \#(head), "caption": "Look", "photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1, "file_size": 1}]}}"#,
            #"{"update_id": 2, "edited_message": {"message_id": 1, "edit_date": 2, \#(head), "text": "x"}}"#,
            #"{"update_id": 3, "message": {"message_id": 2, \#(head), "pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 100, "type": "private"}}}}"#,
            #"{"update_id": 4, "channel_post": {"message_id": 1, "date": 1, "chat": {"id": -5, "type": "channel", "title": "C"}, "text": "x"}}"#,
            #"{"update_id": 5, "kind_of_the_future": {"a": 1}}"#,
            Self.press(6, by: 100, data: "c:p"), in: night)
        let look = AlertRemark("📎 Look", file: AlertFile(kind: .photo, id: "a"))
        #expect(try night.reports().first?.remarks == [look])
        // The person who takes the incident gets to see the photo.
        try night.press(.acknowledge(1), by: 11)
        let photo = try #require(try night.calls().last { $0.call.method == .sendPhoto })
        #expect(photo.chat == 11 && photo.call["photo"] == "a")
        #expect(try await night.store.use().setAside == 0)
    }

    @Test("Somebody who lets the bot in again gets what waited; an outage of over a day is told to the duty")
    func blockedAndGap() async throws {
        let night = try AlertNight()
        try night.report(from: 100, service: "Liga")
        try night.block(11)
        let change = """
            {"update_id": 9, "my_chat_member": {"date": 1, "chat": {"id": 11, "type": "private", "first_name": "O"},
             "from": {"id": 11, "is_bot": false, "first_name": "O"},
             "old_chat_member": {"status": "kicked", "until_date": 0, "user": {"id": 1, "is_bot": true, "first_name": "B"}},
             "new_chat_member": {"status": "member", "user": {"id": 1, "is_bot": true, "first_name": "B"}}}}
            """
        try await accept(change, in: night)
        #expect(try await !night.store.isBlocked(11))
        _ = try night.news()
        night.now = night.now.adding(seconds: 90_000)
        try await accept(in: night)
        #expect(try night.news().map(\.chat) == [11, 12])
        #expect(try night.messages().last?.text.contains("out of reach for 25 hours") == true)
    }

    private static func membership(_ id: Int, in chat: Int64, _ status: String) -> String {
        let bot = #"{"id": 1, "is_bot": true, "first_name": "B"}"#
        let new = status == "kicked" ? #""until_date": 0, "# : ""
        let old =
            status == "kicked" ? #"{"status": "member", "user": \#(bot)}"# : #"{"status": "left", "user": \#(bot)}"#
        return """
            {"update_id": \(id), "my_chat_member": {"date": 1, "chat": {"id": \(chat), "type": "supergroup", "title": "G"},
             "from": {"id": 11, "is_bot": false, "first_name": "O"}, "old_chat_member": \(old),
             "new_chat_member": {"status": "\(status)", \(new)"user": \(bot)}}}
            """
    }

    @Test("Removed from its group and added again, the bot writes there again")
    func groupAgain() async throws {
        let night = try AlertNight(group: AlertNight.group)
        try await accept(Self.membership(1, in: AlertNight.group, "kicked"), in: night)
        #expect(try await night.store.isBlocked(AlertNight.group))
        #expect(night.lines.all.contains { $0.contains("was removed from the specialists' group") })
        try await accept(Self.membership(2, in: AlertNight.group, "member"), in: night)
        #expect(try await !night.store.isBlocked(AlertNight.group))
        // Known from a refusal, and the update that it is back was missed: whatever arrives from there shows it.
        try night.block(AlertNight.group)
        try await accept(
            """
            {"update_id": 3, "message": {"message_id": 1, "date": 1, "text": "Good night",
             "chat": {"id": \(AlertNight.group), "type": "supergroup", "title": "G"},
             "from": {"id": 11, "is_bot": false, "first_name": "O"}}}
            """, in: night)
        #expect(try await !night.store.isBlocked(AlertNight.group))
    }

    @Test("Whoever wrote what cannot be worked off hears of it, and so do those on duty and the group")
    func poison() async throws {
        let night = try AlertNight(group: AlertNight.group)
        try await accept(
            #"{"update_id": 1, "message": {"message_id": "x", "chat": {"id": 100, "type": "private"}}}"#, in: night)
        let sent = try night.news()
        #expect(sent.map(\.chat) == [100, AlertNight.group, 11, 12])
        #expect(sent.first?.text.isEmpty == false && sent.first?.buttons == ["c:p", "c:t", "c:o"])
    }

    @Test("A sticker is answered with the question what happened, and a place is a remark")
    func otherKinds() async throws {
        let night = try AlertNight()
        func message(_ id: Int, _ content: String) -> String {
            """
            {"update_id": \(id), "message": {"message_id": \(id), "date": 1, \(content), "chat": {"id": 100,
             "type": "private", "first_name": "P"}, "from": {"id": 100, "is_bot": false, "first_name": "P",
             "language_code": "en"}}}
            """
        }
        try await accept(
            message(
                1,
                #""sticker": {"file_id": "a", "file_unique_id": "b", "type": "regular", "width": 9, "height": 9, "is_animated": false, "is_video": false}"#
            ),
            in: night)
        #expect(try night.news().map(\.buttons) == [["c:p", "c:t", "c:o"]])
        try await accept(message(2, #""location": {"latitude": 50.45, "longitude": 30.5}"#), in: night)
        try night.press(.choose(.program), by: 100)
        #expect(try night.reports().first?.remarks.first?.text.hasPrefix("📍 50.45000, 30.50000") == true)
    }
}
