import Foundation
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

/// Answers are looked at before they are believed.
struct PlausibilityTests {
    private static let ticket = Ticket(
        id: .make(), number: 7, service: "zirka", topic: "other", subject: "A", status: .open,
        author: Author(Sample.dispatcher), created: .now, updated: .now)

    private static func ticket(_ change: (inout Ticket) -> Void) -> Change {
        var ticket = ticket
        change(&ticket)
        return .ticket(ticket)
    }

    private static func desk(_ change: (inout HelpdeskModels.Desk) -> Void) -> Change {
        var desk = Sample.desk
        change(&desk)
        return .desk(desk)
    }

    private static func file(size: Int64, name: String = "a") -> Change {
        .message(
            Message(
                id: .make(), ticket: ticket.id, author: Author(Sample.agent), origin: .tui, text: "A",
                attachments: [Attachment(id: .make(), name: name, mediaType: "a/b", size: size, sha256: nil)],
                created: .now))
    }

    @Test(
        "What no desk has is not believed",
        arguments: [
            ticket { $0.number = 0 }, ticket { $0.number = .max }, ticket { $0.rating = Rating(score: .min) },
            ticket { $0.subject = String(repeating: "a", count: 20_000) },
            ticket { $0.author.name = String(repeating: "a", count: 20_000) },
            desk { $0.officeHours?.utcOffsetMinutes = .min }, desk { $0.limits.pageSize = -1 },
            desk { $0.limits.textLength = 0 }, desk { $0.limits.attachmentSize = .max },
            file(size: -1), file(size: .max), file(size: 1, name: String(repeating: "a", count: 20_000)),
            .incident(Incident(id: .make(), kind: .program, opened: .now, reportCount: .min)),
        ])
    func implausible(_ change: Change) {
        #expect(change.plausible == nil)
    }

    @Test("What a desk may have is believed")
    func plausible() {
        let changes = [
            Self.ticket { $0.rating = Rating(score: 5) }, Self.desk { $0.limits = .standard },
            Self.desk { $0.alertBot = TelegramBot(username: "Zirka_bot7", isConnected: false) },
            Self.file(size: Limits.standard.attachmentSize), .topic(Sample.telephony), .service(Sample.service),
        ]
        for change in changes { #expect(change.plausible == change) }
    }

    @Test("A name that only decorates is left out, and the rest of the thing stays")
    func decoration() throws {
        let link = TelegramLink(
            id: .make(), service: Sample.service.id, state: .linked, chatName: "Olha", username: "o-l/ha\u{1B}",
            created: .now, linked: .now)
        var bare = link
        bare.username = nil
        #expect(Change.telegramLink(link).plausible == .telegramLink(bare))
        let odd = Self.desk { $0.supportBot = TelegramBot(username: "a/b?c", isConnected: true) }
        #expect(odd.plausible == Self.desk { $0.supportBot = nil })
    }

    @Test("What cannot be read of a page is set aside, and the rest of it arrives")
    func setAside() throws {
        let page = ChangePage(
            changes: [.service(Sample.service), Self.ticket { $0.number = 0 }, Self.ticket { _ in }], cursor: "7",
            hasMore: false)
        var json = String(decoding: try WireJSON.encode(page), as: UTF8.self)
        json = json.replacing("\"changes\":[", with: "\"changes\":[{\"kind\":\"comet\",\"comet\":{}},17,")
        let read = try WireJSON.decode(ChangePage.self, from: Data(json.utf8))
        #expect(read.changes == [.service(Sample.service), Self.ticket { _ in }])
        #expect(read.changesSetAside == 3 && read.cursor == "7")
    }

    @Test(
        "JSON is measured without being decoded",
        arguments: [
            (#"[1,2,3]"#, true), (#"[1,2,3,4,5,6]"#, false), (#"{"a":[{"b":[]}]}"#, false), (#"["[[[[,,,,,,"]"#, true),
            (#"["\"[[[[[,,,,,,"]"#, true), (#"["\\",[[[[]]]]]"#, false), (#"["[[[[[[["#, true), ("", true),
            ("[[[", true),
            ("[[[[", false),
        ])
    func bounds(_ text: String, _ isWithin: Bool) {
        #expect(JSONBounds(values: 5, depth: 3).allows(Data(text.utf8)) == isWithin)
    }
}
