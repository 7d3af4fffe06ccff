import CabdeskUI
import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// The texts of the commands that no screen has, in all languages.
struct CommandText {
    let language: Language

    init(_ language: Language) {
        self.language = language
    }

    var endText: String {
        choose(
            "Write the text, then press Enter and Ctrl-D.", uk: "Напишіть текст, потім натисніть Enter і Ctrl-D.",
            ru: "Напишите текст, затем нажмите Enter и Ctrl-D.")
    }

    var noCommandsInRestrictedMode: String {
        choose(
            "There are no commands in restricted mode, only the program itself.",
            uk: "В обмеженому режимі команд немає: доступна лише сама програма.",
            ru: "В ограниченном режиме команд нет: доступна только сама программа.")
    }

    var shiftSince: String { choose("Since", uk: "З", ru: "С") }

    /// The headings of what is new, of what waits for the reader, and of what is resolved.
    var shiftTitles: [String] {
        [
            choose("New tickets", uk: "Нові тікети", ru: "Новые тикеты"),
            choose("Waiting for you", uk: "Чекають на вас", ru: "Ждут вас"),
            choose("Resolved", uk: "Вирішено", ru: "Решено"),
        ]
    }

    var noFileAttached: String {
        choose(
            "The text mentions a file, but none is attached. To attach one: --attach FILE",
            uk: "У тексті йдеться про файл, але жодного не прикріплено. Прикріпити: --attach ФАЙЛ",
            ru: "В тексте говорится о файле, но ни один не прикреплён. Прикрепить: --attach ФАЙЛ")
    }

    var attachLongText: String {
        choose(
            "A text this long can go as a file: --attach FILE, and a few words as the text.",
            uk: "Такий довгий текст можна надіслати файлом: --attach ФАЙЛ, а текстом — кілька слів.",
            ru: "Такой длинный текст можно отправить файлом: --attach ФАЙЛ, а текстом — несколько слов.")
    }

    /// Why a first command fails offline; `desk`: its address.
    func neverReached(_ desk: String?) -> String {
        choose(
            "\(desk ?? "The support desk") cannot be reached. The first command needs it, and nothing was saved: check the connection and try again.",
            uk:
                "Немає зв’язку \(desk.map { "з \($0)" } ?? "зі службою підтримки"). Перша команда без нього неможлива, і нічого не збережено: перевірте з’єднання та спробуйте ще раз.",
            ru:
                "Нет связи с \(desk ?? "службой поддержки"). Первая команда без неё невозможна, и ничего не сохранено: проверьте соединение и попробуйте ещё раз."
        )
    }

    /// The question of `login`; `user`: that of a backend that takes passwords.
    func askSecret(_ kind: BackendKind, user: String?) -> String {
        switch (kind, user) {
        case (.cabdesk, _):
            choose(
                "Code from your administrator, or token (not shown):",
                uk: "Код від адміністратора або ключ доступу (не показується):",
                ru: "Код от администратора или ключ доступа (не показывается):")
        case (_, let user?):
            choose(
                "Password of \(user) (not shown):", uk: "Пароль користувача \(user) (не показується):",
                ru: "Пароль пользователя \(user) (не показывается):")
        case (_, nil):
            choose(
                "Authentication token (not shown):", uk: "Токен автентифікації (не показується):",
                ru: "Токен аутентификации (не показывается):")
        }
    }

    var firstStart: String {
        choose(
            "You are not signed in to a support desk yet. Type its address, then the code that you were given.",
            uk: "Ви ще не ввійшли до служби підтримки. Введіть її адресу, потім код, який вам дали.",
            ru: "Вы ещё не вошли в службу поддержки. Введите её адрес, затем код, который вам дали.")
    }

    var askAddress: String {
        choose(
            "Address, for example https://desk.example (Enter ends):",
            uk: "Адреса, наприклад https://desk.example (Enter — вихід):",
            ru: "Адрес, например https://desk.example (Enter — выход):")
    }

    var acceptOrReject: String {
        choose(
            "Either --accept or --reject, not both.", uk: "Або --accept, або --reject, але не обидва.",
            ru: "Либо --accept, либо --reject, но не оба.")
    }

    var keptInFile: String {
        choose(
            "For now the token is in a file that only you can read.",
            uk: "Поки що ключ доступу лежить у файлі, який можете читати лише ви.",
            ru: "Пока что ключ доступа лежит в файле, который можете читать только вы.")
    }

    func signedIn(_ me: Me, desk: String, profile: String) -> String {
        let who = me.user.name + (me.service.map { ", \($0.name)" } ?? "")
        return choose(
            "Signed in to \(desk) as \(who) (profile \(profile)).",
            uk: "Вхід до «\(desk)» виконано: \(who) (профіль \(profile)).",
            ru: "Вход в «\(desk)» выполнен: \(who) (профиль \(profile)).")
    }

    func synced(_ report: SyncReport) -> String {
        choose(
            "Sent: \(report.sent), not sent: \(report.failed), received: \(report.received).",
            uk: "Надіслано: \(report.sent), не надіслано: \(report.failed), отримано: \(report.received).",
            ru: "Отправлено: \(report.sent), не отправлено: \(report.failed), получено: \(report.received).")
    }

    /// `cause`: a sentence, if it is known what prevents the sending.
    func queued(because cause: String?) -> String {
        choose(
            "Queued, will be sent by the next sync.", uk: "У черзі, буде надіслано під час наступної синхронізації.",
            ru: "В очереди, будет отправлено при следующей синхронизации.") + (cause.map { " \($0)" } ?? "")
    }

    func refused(because cause: String) -> String {
        choose(
            "Refused by the support desk; kept in the outbox.", uk: "Служба підтримки відхилила; збережено в черзі.",
            ru: "Служба поддержки отклонила; сохранено в очереди.") + " \(cause)"
    }

    var withdrawn: String {
        choose(
            "Not sent: another program on this computer has taken it back or discarded it. Look in the drafts.",
            uk:
                "Не надіслано: інша програма на цьому комп’ютері повернула це в чернетки або видалила. Перегляньте чернетки.",
            ru:
                "Не отправлено: другая программа на этом компьютере вернула это в черновики или удалила. Посмотрите черновики."
        )
    }

    /// The words of `telegram status` if there is no line about a chat.
    func noChats(isConnected: Bool) -> String {
        isConnected
            ? choose(
                "No chat is linked yet. `cabdesk telegram link` gives the code that links one.",
                uk: "Жодного чату ще не під’єднано. Код для під’єднання дає `cabdesk telegram link`.",
                ru: "Ни один чат ещё не подключён. Код для подключения даёт `cabdesk telegram link`.")
            : choose(
                "This desk is not connected to Telegram, so no chat can be linked. Its administrator can connect it.",
                uk: "Цю службу підтримки не під’єднано до Telegram, тож чатів немає. Під’єднати може її адміністратор.",
                ru:
                    "Эта служба поддержки не подключена к Telegram, поэтому чатов нет. Подключить может её администратор."
            )
    }

    func codeExpires(_ time: Timestamp) -> String {
        let time = Strings(language: language).dateTime(time)
        return choose(
            "The code can be used once, until \(time). Do not send it to anybody.",
            uk: "Код діє один раз, до \(time). Нікому його не надсилайте.",
            ru: "Код действует один раз, до \(time). Никому его не отправляйте.")
    }

    /// A line about a chat: id, state, when, name.
    func chat(_ link: TelegramLink) -> String {
        let state =
            switch link.state {
            case .pending: choose("asks", uk: "просить", ru: "просит")
            case .linked: choose("linked", uk: "під’єднано", ru: "подключено")
            case .blocked: choose("stopped", uk: "зупинено", ru: "остановлено")
            case .rejected, .unlinked: choose("ended", uk: "завершено", ru: "завершено")
            }
        let name = link.chatName + (link.username.map { " (@\($0))" } ?? "")
        let time = Strings(language: language).dateTime(link.linked ?? link.created)
        return "\(link.id) \(state.padded(to: 10)) \(time) \(name)"
    }

    private func choose(_ english: String, uk ukrainian: String, ru russian: String) -> String {
        language.choose(english, uk: ukrainian, ru: russian)
    }
}
