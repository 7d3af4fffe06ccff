public import HelpdeskCore
public import HelpdeskModels

/// A small desk with one service and a few people, for tests.
public enum Sample {
    public static let service = Service(id: "zirka", name: "Таксі Зірка")
    public static let dispatcher = User(id: "olena", name: "Олена", role: .customer, service: service.id)
    public static let colleague = User(id: "ivan", name: "Іван", role: .customer, service: service.id)
    public static let agent = User(id: "agent", name: "Марко", role: .agent, service: nil)

    public static let desk = Desk(
        name: "Sample desk",
        officeHours: OfficeHours(
            opens: TimeOfDay(minutes: 480) ?? midnight, closes: TimeOfDay(minutes: 1200) ?? midnight,
            utcOffsetMinutes: 180))

    public static let telephony = Topic(
        id: "telephony", title: LocalizedText([.ukrainian: "Телефонія", .english: "Telephony"]),
        recommendation: LocalizedText([.english: "Say which line it is."]),
        fields: [
            TopicField(key: "phone", label: LocalizedText([.english: "Phone"]), kind: .phone, isRequired: true)
        ],
        order: 1)
    public static let other = Topic(
        id: Topic.otherID, title: LocalizedText([.ukrainian: "Інше", .english: "Other"]),
        recommendation: LocalizedText([:]), order: 99)

    public static let me = Me(user: dispatcher, service: service)

    private static let midnight: TimeOfDay = .init(minutes: 0) ?? midnight
}

/// Secrets in tests can be written as literals.
extension Secret: ExpressibleByStringInterpolation {
    public init(stringLiteral text: String) {
        self.init(text)
    }
}
