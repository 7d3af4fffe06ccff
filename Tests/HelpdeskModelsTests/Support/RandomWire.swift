import Foundation
import HelpdeskModels
import TestSupport

/// Random values of what travels, the same for the same seed; each member that may be missing sometimes is.
struct RandomWire {
    private var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    // Parts

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    mutating func bool() -> Bool { Bool.random(using: &generator) }
    mutating func one<Value>(of values: [Value]) -> Value { values[number(0...values.count - 1)] }
    mutating func size() -> Int64 { one(of: [0, 1, 2_147_483_648, .max, Int64(number(0...1 << 40))]) }
    mutating func count() -> Int { one(of: [0, 1, -1, .max, .min, number(0...100_000)]) }

    mutating func maybe<Value>(_ make: (inout RandomWire) -> Value) -> Value? { bool() ? make(&self) : nil }

    mutating func list<Value>(_ make: (inout RandomWire) -> Value) -> [Value] {
        (0..<number(0...3)).map { _ in make(&self) }
    }

    /// Of letters of some scripts, and of all that JSON escapes or that somebody else's JSON does.
    mutating func text() -> String {
        let special: [UInt32] = [
            0x22, 0x5C, 0x2F, 0x7F, 0x85, 0x2028, 0x2029, 0xFEFF, 0xFFFD, 0xFFFF, 0x1F600, 0x10FFFF,
        ]
        let scalars = (0..<number(0...40)).compactMap { _ in
            switch number(0...5) {
            case 0: Unicode.Scalar(UInt32(number(0...0x1F)))
            case 1: Unicode.Scalar(one(of: special))
            case 2: Unicode.Scalar(UInt32(number(0x400...0x4FF)))
            default: Unicode.Scalar(UInt32(number(0x20...0x7E)))
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    mutating func id<Entity>() -> EntityID<Entity> {
        EntityID(UUID(uuid: withUnsafeBytes(of: (generator.next(), generator.next())) { $0.load(as: uuid_t.self) }))
    }

    mutating func key<Entity>() -> EntityKey<Entity> { EntityKey(rawValue: text()) }

    /// Any that the wire has room for.
    mutating func time() -> Timestamp {
        Timestamp(milliseconds: Int64.random(in: -62_135_596_800_000...253_402_300_799_999, using: &generator))
    }

    mutating func timeOfDay() -> TimeOfDay {
        TimeOfDay(minutes: number(0...1440)) ?? timeOfDay()
    }

    mutating func digest() -> SHA256Digest {
        SHA256Digest(bytes: (0..<32).map { _ in UInt8(number(0...255)) }) ?? digest()
    }

    mutating func role() -> User.Role { one(of: User.Role.allCases) }

    mutating func localized() -> LocalizedText {
        LocalizedText(Dictionary(uniqueKeysWithValues: Language.allCases.filter { _ in bool() }.map { ($0, text()) }))
    }

    // Things

    mutating func author() -> Author { Author(id: key(), name: text(), role: role()) }
    mutating func field() -> FieldValue { FieldValue(key: text(), value: text()) }
    mutating func rating() -> Rating { Rating(score: count(), comment: text()) }

    mutating func ticket() -> Ticket {
        Ticket(
            id: id(), number: count(), service: key(), topic: key(), subject: text(),
            status: one(of: Ticket.Status.allCases), author: author(), assignee: maybe { $0.author() }, created: time(),
            updated: time(), resolved: maybe { $0.time() }, rating: maybe { $0.rating() }, fields: list { $0.field() },
            priority: maybe { $0.one(of: Ticket.Priority.allCases) }, waitingSince: maybe { $0.time() },
            mergedInto: maybe { $0.id() })
    }

    mutating func attachment() -> Attachment {
        Attachment(
            id: id(), name: text(), mediaType: text(), size: size(), sha256: maybe { $0.digest() },
            detectedType: maybe { $0.text() })
    }

    mutating func message() -> Message {
        var message = Message(
            id: id(), ticket: id(), author: author(), origin: one(of: [.tui, .cli, .telegram, .rt]), text: text(),
            attachments: list { $0.attachment() }, created: time(), edited: maybe { $0.time() }, isInternal: bool())
        message.isErased = maybe { $0.bool() }
        return message
    }

    mutating func event() -> Event {
        Event(
            id: id(), ticket: id(),
            kind: one(of: [.created, .answered, .resolved, .reopened, .moved, .assigned, .prioritised, .merged]),
            author: author(), created: time(), detail: maybe { $0.text() }, topic: maybe { $0.key() },
            priority: maybe { $0.one(of: Ticket.Priority.allCases) }, into: maybe { $0.id() })
    }

    mutating func readMark() -> ReadMark { ReadMark(ticket: id(), readUpTo: time()) }
    mutating func service() -> Service { Service(id: key(), name: text()) }
    mutating func agent() -> Agent { Agent(id: key(), name: text(), role: role(), isRetired: bool()) }

    mutating func topicField() -> TopicField {
        TopicField(
            key: text(), label: localized(), hint: maybe { $0.localized() }, kind: one(of: [.text, .phone, .number]),
            isRequired: bool())
    }

    mutating func topic() -> Topic {
        Topic(
            id: key(), title: localized(), recommendation: localized(), fields: list { $0.topicField() },
            template: maybe { $0.localized() }, order: count(), isRetired: bool(),
            refused: maybe { $0.list { $0.one(of: [.resolved, .reopened, .assigned, .moved]) } })
    }

    mutating func bot() -> TelegramBot { TelegramBot(username: text(), isConnected: bool()) }

    mutating func officeHours() -> OfficeHours {
        OfficeHours(
            opens: timeOfDay(), closes: timeOfDay(), utcOffsetMinutes: number(OfficeHours.offsets),
            timeZone: maybe { $0.text() },
            next: maybe { OfficeHours.OffsetChange(at: $0.time(), utcOffsetMinutes: $0.number(OfficeHours.offsets)) })
    }

    mutating func limits() -> Limits {
        Limits(
            subjectLength: count(), textLength: count(), fieldLength: count(), fieldCount: count(),
            attachmentCount: count(), attachmentSize: size(), fileNameLength: count(), pageSize: count(),
            urgentPerDay: maybe { $0.count() })
    }

    mutating func desk() -> Desk {
        Desk(
            api: text(), name: text(), officeHours: maybe { $0.officeHours() }, supportBot: maybe { $0.bot() },
            alertBot: maybe { $0.bot() }, limits: limits(), shiftNoteLength: maybe { $0.count() },
            presence: maybe { $0.count() }, cannedReplyCount: maybe { $0.count() }, newestFirst: maybe { $0.bool() },
            searchLength: maybe { $0.count() })
    }

    mutating func link() -> TelegramLink {
        TelegramLink(
            id: id(), service: key(), state: one(of: TelegramLink.State.allCases), chatName: text(),
            username: maybe { $0.text() }, user: maybe { $0.author() }, claimedName: maybe { $0.text() },
            created: time(), linked: maybe { $0.time() }, wantsAnswers: bool())
    }

    mutating func incident() -> Incident {
        Incident(
            id: id(), kind: one(of: Incident.Kind.allCases), state: one(of: Incident.State.allCases), opened: time(),
            acknowledgedBy: maybe { $0.text() }, acknowledged: maybe { $0.time() }, resolved: maybe { $0.time() },
            reportCount: count())
    }

    mutating func phoneFile() -> PhoneFile {
        PhoneFile(
            id: id(), draft: id(), name: text(), mediaType: text(), size: size(), sha256: digest(), created: time(),
            isGone: bool())
    }

    mutating func shiftNote() -> ShiftNote {
        ShiftNote(id: id(), author: author(), text: text(), written: time(), isGone: bool())
    }

    mutating func cannedReply() -> CannedReply {
        CannedReply(
            id: id(), name: text(), text: localized(), owner: maybe { $0.key() }, updated: time(), isGone: bool())
    }

    mutating func device() -> Device {
        Device(id: size(), label: text(), created: time(), used: maybe { $0.time() }, isCurrent: bool())
    }

    // Answers

    mutating func change() -> Change {
        switch number(0...12) {
        case 0: .desk(desk())
        case 1: .service(service())
        case 2: .topic(topic())
        case 3: .ticket(ticket())
        case 4: .message(message())
        case 5: .event(event())
        case 6: .readMark(readMark())
        case 7: .agent(agent())
        case 8: .telegramLink(link())
        case 9: .incident(incident())
        case 10: .shiftNote(shiftNote())
        case 11: .cannedReply(cannedReply())
        default: .phoneFile(phoneFile())
        }
    }

    mutating func changePage() -> ChangePage {
        var page = ChangePage(
            changes: list { $0.change() }, cursor: text(), hasMore: bool(), gone: maybe { $0.list { $0.id() } })
        page.erased = maybe { $0.list { $0.digest() } }
        return page
    }

    mutating func update() -> TicketUpdate {
        TicketUpdate(ticket: ticket(), messages: list { $0.message() }, events: list { $0.event() })
    }

    mutating func page<Item>(_ make: (inout RandomWire) -> Item) -> Page<Item> {
        Page(items: list(make), next: maybe { $0.text() })
    }
}
