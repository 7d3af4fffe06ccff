import HelpdeskDesk
package import HelpdeskModels
package import HelpdeskServer

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

    /// Other comes with every desk.
    static let topics: [Topic] = [
        .program, .telephony, .driverApp, .orders, .maps, .reports, .payments, .staff,
    ]

    static let tickets =
        DemoTicket.zirkaProgram + DemoTicket.zirkaWork + DemoTicket.zirkaOffice + DemoTicket.volnaProgram
        + DemoTicket.volnaWork + DemoTicket.volnaOffice
}

extension TopicFile {
    /// Topics that many desks need, with everything that a topic can have: a start for one's own.
    package static var sample: [Topic] { (DemoContent.topics + [.other]).sorted(by: Topic.precedes) }
}
