import Foundation
import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

/// What is looked at before an answer is believed.
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
            desk { $0.supportBot = TelegramBot(username: "a/b?c", isConnected: true) },
            file(size: -1), file(size: .max), file(size: 1, name: String(repeating: "a", count: 20_000)),
            .incident(Incident(id: .make(), kind: .program, opened: .now, reportCount: .min)),
        ])
    func implausible(_ change: Change) {
        #expect(!Plausibility.holds(change))
    }

    @Test("What a desk may have is believed")
    func plausible() {
        let changes = [
            Self.ticket { $0.rating = Rating(score: 5) }, Self.desk { $0.limits = .standard },
            Self.desk { $0.alertBot = TelegramBot(username: "Zirka_bot7", isConnected: false) },
            Self.file(size: Limits.standard.attachmentSize), .topic(Sample.telephony), .service(Sample.service),
        ]
        for change in changes { #expect(Plausibility.holds(change)) }
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
        #expect(JSONBounds(values: 5, depth: 3).hold(Data(text.utf8)) == isWithin)
    }
}
