import HelpdeskModels

/// What the demo desk holds.
enum DemoContent {
    static func desk() throws -> Desk {
        guard let opens = TimeOfDay("08:00"), let closes = TimeOfDay("20:00") else {
            throw ServerFailure("The demo desk's office hours are not times of the day.")
        }
        return Desk(
            name: "Cabdesk Demo",
            officeHours: OfficeHours(opens: opens, closes: closes, utcOffsetMinutes: 180),
            supportBot: TelegramBot(username: "example_support_bot", isConnected: false),
            alertBot: TelegramBot(username: "example_alert_bot", isConnected: false))
    }

    static let topics: [Topic] = []
    static let tickets: [DemoTicket] = [
        DemoTicket(
            "other", by: DemoPeople.oksana, daysAgo: 2, "Як змінити назву служби у програмі",
            "Ми змінили назву служби. Де її виправити, щоб нова була у звітах?",
            [
                .says(
                    DemoPeople.olena, after: 35,
                    "Добрий день, Оксано! Надішліть, будь ласка, нову назву, і ми змінимо її сьогодні.")
            ])
    ]
}
