public import HelpdeskCore
public import HelpdeskModels

/// A small desk with the same values in every run: for screens and for tests that need some tickets.
public enum SampleDesk {
    /// Thursday, 12 March 2026, 14:25 in Kyiv (12:25 UTC): within office hours.
    public static let now = time("2026-03-12T12:25:00Z")

    public static let olena = Author(id: "olena", name: "Олена Коваль", role: .customer)
    public static let petro = Author(id: "petro", name: "Петро Сидоренко", role: .customer)
    public static let iryna = Author(id: "iryna", name: "Ірина (підтримка)", role: .agent)

    public static func time(_ text: String) -> Timestamp { Timestamp(text) ?? Timestamp(milliseconds: 0) }

    /// The nth id of a kind; the same in every run.
    public static func id<Entity>(_ number: Int) -> EntityID<Entity> {
        var generator = Counter(value: UInt64(number))
        return .make(at: Timestamp(milliseconds: Int64(number)), using: &generator)
    }

    private struct Counter: RandomNumberGenerator {
        var value: UInt64

        mutating func next() -> UInt64 { value }
    }

    public static let desk = Desk(
        name: "Підтримка Cabdesk",
        officeHours: officeHours,
        supportBot: TelegramBot(username: "example_support_bot", isConnected: false),
        alertBot: TelegramBot(username: "example_alert_bot", isConnected: false), shiftNoteLength: ShiftNote.textLength,
        cannedReplyCount: CannedReply.count)

    private static var officeHours: OfficeHours {
        guard let opens = TimeOfDay("08:00"), let closes = TimeOfDay("20:00") else { preconditionFailure() }
        return OfficeHours(opens: opens, closes: closes, utcOffsetMinutes: 180)
    }

    public static let zirka = Service(id: "zirka", name: "Таксі Зірка")

    public static let topics = [
        Topic(
            id: "telephony",
            title: LocalizedText([.ukrainian: "Телефонія", .russian: "Телефония", .english: "Telephony"]),
            recommendation: LocalizedText([
                .ukrainian: "Перезавантажте телефон і перевірте інтернет.\nВкажіть номер, час дзвінка і що чути.",
                .russian: "Перезагрузите телефон и проверьте интернет.\nУкажите номер, время звонка и что слышно.",
                .english:
                    "Restart the phone and check the network.\nTell us the number, the time of the call and what is heard.",
            ]),
            fields: [
                TopicField(
                    key: "phone",
                    label: LocalizedText([.ukrainian: "Номер", .russian: "Номер", .english: "Number"]),
                    hint: LocalizedText([.ukrainian: "+380 44 123 45 67"]), kind: .phone, isRequired: true)
            ], order: 10),
        Topic(
            id: "reports", title: LocalizedText([.ukrainian: "Звіти", .russian: "Отчёты", .english: "Reports"]),
            recommendation: LocalizedText([
                .ukrainian: "Вкажіть назву звіту і період.", .russian: "Укажите название отчёта и период.",
                .english: "Name the report and the period.",
            ]), order: 20),
        Topic(
            id: Topic.otherID, title: LocalizedText([.ukrainian: "Інше", .russian: "Другое", .english: "Other"]),
            recommendation: LocalizedText([
                .ukrainian: "Опишіть, що сталося.", .russian: "Опишите, что случилось.",
                .english: "Describe what happened.",
            ]), order: 0),
    ]

    public static let snapshot = DeskSnapshot(
        desk: desk,
        me: Me(
            user: User(id: olena.id, name: olena.name, role: .customer, service: zirka.id), service: zirka),
        topics: topics, services: [zirka])

    public static let rows = [
        TicketRow(
            id: id(4), number: nil, service: zirka.id, topic: "telephony", subject: "Не проходять вхідні дзвінки",
            status: .new, author: olena, created: time("2026-03-12T12:20:00Z"),
            updated: time("2026-03-12T12:20:00Z"), attachmentCount: 1, delivery: .queued),
        TicketRow(
            id: id(3), number: 1042, service: zirka.id, topic: "reports",
            subject: "Звіт за лютий не сходиться з касою на 1 250 грн", status: .waiting, author: petro,
            created: time("2026-03-11T09:02:00Z"), updated: time("2026-03-12T08:15:00Z"), isUnread: true),
        TicketRow(
            id: id(2), number: 1017, service: zirka.id, topic: Topic.otherID, subject: "Новий співробітник: доступ",
            status: .open, author: olena, created: time("2026-02-27T15:40:00Z"),
            updated: time("2026-02-28T07:00:00Z")),
        TicketRow(
            id: id(1), number: 998, service: zirka.id, topic: "telephony", subject: "Тихо чути водія 🎧",
            status: .resolved, author: petro, created: time("2025-12-30T21:05:00Z"),
            updated: time("2026-01-02T10:00:00Z"), resolved: time("2026-01-02T10:00:00Z"), attachmentCount: 2),
    ]

    public static let counts = TicketCounts([.waiting: 1, .open: 3, .resolved: 1, .mine: 2, .all: 4], unread: 1)

    public static let firstScreen = FirstScreen(
        snapshot: snapshot, ids: rows.map(\.id), rows: rows, counts: counts)

    public static let conversation = Conversation(
        ticket: rows[1], fields: [], rating: nil,
        messages: [
            ConversationMessage(
                message: Message(
                    id: id(11), ticket: rows[1].id, author: petro, origin: .tui,
                    text:
                        "Добрий день!\n\nЗвіт «Каса за місяць» за лютий показує на 1 250 грн менше, ніж у касі. Торік такого не було.",
                    attachments: [
                        Attachment(
                            id: id(21), name: "каса-лютий.pdf", mediaType: "application/pdf", size: 84_213,
                            sha256: digest)
                    ], created: time("2026-03-11T09:02:00Z"))),
            ConversationMessage(
                message: Message(
                    id: id(12), ticket: rows[1].id, author: iryna, origin: .tui,
                    text:
                        "> Звіт «Каса за місяць» за лютий показує на 1 250 грн менше\n\nДякуємо, бачимо два повернення за 28.02. Перевірте, будь ласка, чи збігаються вони з вашими.",
                    created: time("2026-03-12T08:15:00Z"))),
            ConversationMessage(
                message: Message(
                    id: id(13), ticket: rows[1].id, author: olena, origin: .tui, text: "Так, збігаються.",
                    created: time("2026-03-12T12:24:00Z")), delivery: .queued),
        ],
        events: [
            Event(
                id: id(31), ticket: rows[1].id, kind: .created, author: petro, created: time("2026-03-11T09:02:00Z")),
            Event(
                id: id(32), ticket: rows[1].id, kind: .assigned, author: iryna,
                created: time("2026-03-11T09:30:00Z"), detail: iryna.name),
        ], readUpTo: time("2026-03-11T09:02:00Z"))

    public static var digest: SHA256Digest {
        guard let digest = SHA256Digest(bytes: Array(repeating: 7, count: 32)) else { preconditionFailure() }
        return digest
    }
}
