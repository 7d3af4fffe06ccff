import HelpdeskDesk
import HelpdeskModels

/// The content of the demo desk.
enum DemoContent {
    static func desk() throws -> Desk {
        guard let opens = TimeOfDay("08:00"), let closes = TimeOfDay("20:00") else {
            throw ServerFailure("The demo desk's office hours are not times of the day.")
        }
        return Desk(
            name: "Cabdesk Demo",
            officeHours: OfficeHours(opens: opens, closes: closes, utcOffsetMinutes: 180),
            supportBot: TelegramBot(username: "example_support_bot", isConnected: false),
            alertBot: TelegramBot(username: "example_alert_bot", isConnected: false),
            shiftNoteLength: ShiftNote.textLength, presence: Presence.lifetime, cannedReplyCount: CannedReply.count,
            newestFirst: true, searchLength: SearchPage.queryLength)
    }

    /// Other comes with every desk.
    static let topics: [Topic] = [
        .program, .telephony, .driverApp, .orders, .maps, .reports, .payments, .staff,
    ]

    /// The desk's own, under names that both of its specialists know, in the languages of its two services.
    static let cannedReplies: [(name: String, texts: KeyValuePairs<Language, String>)] = [
        (
            "Вітання",
            [
                .ukrainian: "Вітаю, {customer}! Дякую за звернення {ticket}, уже дивлюся.\n\n{specialist}",
                .russian: "Здравствуйте, {customer}! Спасибо за обращение {ticket}, уже смотрю.\n\n{specialist}",
            ]
        ),
        (
            "Журнал програми",
            [
                .ukrainian: "Надішліть, будь ласка, журнал програми за цей день: меню «Довідка», «Зберегти журнал».",
                .russian: "Пришлите, пожалуйста, журнал программы за этот день: меню «Справка», «Сохранить журнал».",
            ]
        ),
        (
            "Перевірте, чи все гаразд",
            [
                .ukrainian:
                    "Ми це виправили. Перевірте, будь ласка, і позначте тікет {ticket} вирішеним, якщо все гаразд.",
                .russian:
                    "Мы это исправили. Проверьте, пожалуйста, и отметьте тикет {ticket} решённым, если всё в порядке.",
            ]
        ),
    ]

    static let tickets =
        DemoTicket.zirkaProgram + DemoTicket.zirkaWork + DemoTicket.zirkaOffice + DemoTicket.volnaProgram
        + DemoTicket.volnaWork + DemoTicket.volnaOffice
}

/// The services and users of the demo desk.
enum DemoPeople {
    static let zirka = Service(id: "taksi-zirka", name: "Таксі Зірка")
    static let volna = Service(id: "taksi-volna", name: "Такси Волна")
    static let services = [zirka, volna]

    static let oksana = User(id: "oksana", name: "Оксана Коваль", role: .customer, service: zirka.id)
    static let taras = User(id: "taras", name: "Тарас Мельник", role: .customer, service: zirka.id)
    static let iryna = User(id: "iryna", name: "Ірина Бондар", role: .customer, service: zirka.id)
    static let sergey = User(id: "sergey", name: "Сергей Лебедев", role: .customer, service: volna.id)
    static let marina = User(id: "marina", name: "Марина Орлова", role: .customer, service: volna.id)
    static let vadim = User(id: "vadim", name: "Вадим Гончар", role: .customer, service: volna.id)
    static let olena = User(id: "olena", name: "Олена Ткаченко", role: .agent, service: nil)
    static let maksym = User(id: "maksym", name: "Максим Руденко", role: .agent, service: nil)
    static let all = [oksana, taras, iryna, sergey, marina, vadim, olena, maksym]
}
