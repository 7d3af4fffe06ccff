import Foundation
import HelpdeskModels
import HelpdeskTransport

@testable import HelpdeskCore
@testable import TelegramBots

/// Answers of API v1 and of Telegram.
extension FuzzTarget {
    /// The first line names a type of API v1, the rest is its JSON: what is decoded can be used, and is the same after
    /// it was encoded and decoded once more.
    static func wire(_ bytes: [UInt8]) throws(Finding) {
        let (kind, json) = bytes.firstLine
        guard let check = kinds[kind] else { return }
        try check(Data(json))
    }

    private static let kinds: [String: @Sendable (Data) throws(Finding) -> Void] = [
        // Answers.
        "ChangePage": { (data) throws(Finding) in
            guard var page = try? WireJSON.decode(ChangePage.self, from: data) else { return }
            // How many changes could not be read does not travel.
            page.changesSetAside = 0
            try requireSameOnTheWire(page)
            for change in page.changes { try use(change) }
        },
        "Desk": { (data) throws(Finding) in
            if let desk = try decoded(Desk.self, data) { try use(.desk(desk)) }
        },
        "Devices": { (data) throws(Finding) in _ = try decoded(Page<Device>.self, data) },
        "Me": { (data) throws(Finding) in _ = try decoded(Me.self, data) },
        "Problem": { (data) throws(Finding) in
            guard let problem = try decoded(Problem.self, data) else { return }
            let headers = ["content-type": "application/problem+json"]
            let error = HelpdeskError(
                answer: TransportResponse(status: problem.status, headers: headers, body: data), from: "desk.example")
            try require(error.violations == problem.violations ?? [], "violations are lost")
        },
        "ReadMark": { (data) throws(Finding) in _ = try decoded(ReadMark.self, data) },
        "Session": { (data) throws(Finding) in _ = try decoded(Session.self, data) },
        "TelegramLink": { (data) throws(Finding) in _ = try decoded(TelegramLink.self, data) },
        "TelegramLinkOffer": { (data) throws(Finding) in _ = try decoded(TelegramLinkOffer.self, data) },
        "TicketUpdate": { (data) throws(Finding) in _ = try decoded(TicketUpdate.self, data) },
        // Requests.
        "DraftAnnouncement": { (data) throws(Finding) in _ = try decoded(DraftAnnouncement.self, data) },
        "NewEvent": { (data) throws(Finding) in _ = try decoded(NewEvent.self, data) },
        "NewMessage": { (data) throws(Finding) in
            if let message = try decoded(NewMessage.self, data) { _ = Limits.standard.violations(in: message) }
        },
        "NewTicket": { (data) throws(Finding) in
            if let ticket = try decoded(NewTicket.self, data) {
                _ = Limits.standard.violations(in: ticket, topic: nil)
            }
        },
        "Rating": { (data) throws(Finding) in
            if let rating = try decoded(Rating.self, data) { _ = Limits.standard.violations(in: rating) }
        },
        "SignIn": { (data) throws(Finding) in _ = try decoded(SignIn.self, data) },
        "TelegramLinkChange": { (data) throws(Finding) in _ = try decoded(TelegramLinkChange.self, data) },
    ]

    private static func decoded<Value: Codable & Equatable>(
        _ type: Value.Type, _ data: Data
    ) throws(Finding) -> Value? {
        guard let value = try? WireJSON.decode(type, from: data) else { return nil }
        try requireSameOnTheWire(value)
        return value
    }

    /// Does with a change what the screens do.
    private static func use(_ change: Change) throws(Finding) {
        switch change {
        case .desk(let desk):
            let limits = desk.limits
            let lengths = [
                limits.subjectLength, limits.textLength, limits.fieldLength, limits.fieldCount,
                limits.attachmentCount, limits.fileNameLength, limits.pageSize,
            ]
            try require(lengths.allSatisfy { $0 >= 0 && $0 < Int.max }, "a limit that nothing can keep")
            try require(limits.attachmentSize >= 0, "a file of less than nothing")
            guard let hours = desk.officeHours else { return }
            let now = Timestamp(milliseconds: 1_790_000_000_000)
            _ = hours.isOpen(at: now)
            try require(hours.nextChange(after: now) > now, "the desk's next change is over")
            try require(abs(hours.utcOffsetMinutes) <= 24 * 60, "no offset of a zone")
        case .topic(let topic):
            let values = topic.fields.map { FieldValue(key: $0.key, value: "+380 44 000-00-00") }
            _ = Limits.standard.violations(in: values, topic: topic)
            _ = Topic.precedes(topic, topic)
        case .service, .ticket, .message, .event, .readMark, .agent, .telegramLink, .incident, .phoneFile,
            .shiftNote, .cannedReply:
            break
        }
    }

    static func requireSameOnTheWire<Value: Codable & Equatable>(_ value: Value) throws(Finding) {
        do {
            let data = try WireJSON.encode(value)
            let again = try WireJSON.decode(Value.self, from: data)
            if again == value { return }
        } catch {
            throw Finding("\(value) cannot be sent: \(error)")
        }
        throw Finding("\(value) is another after it was sent")
    }

    /// An update of Telegram is read or refused, and its text is sent on in parts that Telegram takes.
    static func telegram(_ bytes: [UInt8]) throws(Finding) {
        let update = try? BotJSON.decode(BotUpdate.self, from: Data(bytes))
        let text = update?.message?.text ?? String(decoding: bytes, as: UTF8.self)
        var formatted = FormattedText(text)
        formatted.append("end", as: "bold")
        let parts = formatted.parts(limit: 16)
        try require(parts.allSatisfy { $0.text.utf16.count <= 16 }, "a part is too long")
        func blackened(_ text: String) -> [Unicode.Scalar] {
            text.unicodeScalars.filter { !$0.properties.isWhitespace }
        }
        try require(blackened(parts.map(\.text).joined()) == blackened(text + "end"), "text is lost between the parts")
        for part in parts {
            for entity in part.entities {
                try require(
                    entity.offset >= 0 && entity.length > 0 && entity.offset + entity.length <= part.length,
                    "a style beyond its part")
            }
        }
    }
}
