import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension Strings {
    /// Says what happened, and what to do.
    func ukrainian(_ error: HelpdeskError) -> String {
        let what = error.subject ?? ""
        return switch error.code {
        case .unreachable:
            "Немає зв’язку \(what.isEmpty ? "зі службою підтримки" : "з \(what)"). Перевірте з’єднання; усе збережено й буде надіслано пізніше."
        case .timedOut: "\(what.isEmpty ? "Служба підтримки" : what) не відповідає. Cabdesk спробує ще раз."
        case .untrustedCertificate: "Сертифікат \(what) не є довіреним. Перевірте адресу та файл CA."
        case .tokenRejected: "Ваш вхід більше не діє. Увійдіть знову: cabdesk login."
        case .forbidden: "Вашому обліковому запису це не дозволено. Зверніться до адміністратора."
        case .notFound:
            what.hasPrefix("№")
                ? "Тікета \(what) немає."
                : "\(what.isEmpty ? "" : "\(what): ")у службі підтримки цього немає або вже немає."
        case .notCabdesk: "За адресою \(what) немає служби підтримки Cabdesk. Перевірте адресу."
        case .conflict: "У служби підтримки під цим номером уже є інше. Скопіюйте текст і надішліть його заново."
        case .notSettled:
            "Зв’язок обірвався під час надсилання. За кілька секунд Cabdesk перевірить, чи повідомлення дійшло, і якщо ні, надішле його знову."
        case .perhapsSent:
            "Зв’язок обірвався під час надсилання, і служба підтримки не знає, чи це дійшло. Перегляньте листування: повторіть або видаліть."
        case .invalid:
            error.violations.first.map { self[.violation($0, label: nil)] }
                ?? "Служба підтримки відхилила це\(error.detail.map { ": \($0)" } ?? ".")"
        case .quotaExceeded:
            "Для файлів вашої служби більше немає місця\(what.isEmpty ? "" : " на \(what)"). Попросіть службу підтримки додати й повторіть."
        case .tooLarge: "\(what.isEmpty ? "Це" : what) більше, ніж приймає служба підтримки."
        case .badAnswer: "Відповідь служби підтримки незрозуміла. Cabdesk спробує ще раз пізніше."
        case .answerTooLarge:
            "Відповідь служби підтримки завелика, тому її не прийнято. Cabdesk спробує ще раз пізніше."
        case .ticketsSetAside:
            "Не вдається повністю отримати \(what); Cabdesk пробує далі. Усе інше надходить; тим часом прочитайте це на сайті служби підтримки."
        case .serverFailed: "У службі підтримки внутрішня помилка. Cabdesk спробує ще раз."
        case .deskUnavailable: "Служба підтримки зараз недоступна. Cabdesk спробує ще раз."
        case .tooManyRequests: "Служба підтримки просить трохи зачекати. Cabdesk спробує ще раз."
        case .insecureAddress: "Адреса має починатися з https://, щоб ніхто не міг читати ваші дані."
        case .malformedAddress: "\(what) — не адреса. Вона виглядає так: https://desk.example.org."
        case .fileMissing: "Файлу \(what) немає. Перевірте шлях."
        case .fileUnreadable: "Файл \(what) не можна прочитати. Перевірте права доступу."
        case .uploadBusy: "Служба підтримки ще приймає попередню частину файлу \(what). Надсилання продовжиться саме."
        case .fileIsDirectory: "\(what) — це тека. Прикріпіть її файли по одному або архівом."
        case .outsideFolder: "\(what): в обмеженому режимі доступні лише файли вашої теки, без посилань."
        case .fileNotRegular: "\(what) — не звичайний файл, його не можна прикріпити."
        case .fileTooLarge:
            "Файл \(what) більший, ніж приймає служба підтримки\(error.violations.first?.limit.map { " (\(size($0)))" } ?? "")."
        case .fileChanged: "Файл \(what) змінився під час читання. Прикріпіть його ще раз."
        case .tooManyFiles:
            "Більше файлів не вміщується\(error.violations.first?.limit.map { " (щонайбільше \($0))" } ?? ""). Решту надішліть наступним повідомленням."
        case .digestMismatch: "Файл \(what) надійшов пошкодженим, його не збережено. Збережіть його ще раз."
        case .fileCut:
            "Служба підтримки зберегла лише частину файлу \(what). Саме повідомлення дійшло; надішліть файл частинами."
        case .cannotWriteFile: "Файл \(what) не можна записати. Перевірте теку та права доступу."
        case .storeNewer: "Дані в \(what) записала новіша версія Cabdesk. Оновіть цю програму; нічого не змінено."
        case .storeDamaged:
            "Дані в \(what) пошкоджено. Закрийте всі інші вікна Cabdesk із цими даними: тоді їх буде створено наново разом із чернетками й ненадісланим. Якщо не допоможе, перемістіть цю теку в інше місце."
        case .storeBusy:
            "Дані\(what.isEmpty ? "" : " в \(what)") зайняті іншим вікном Cabdesk. Нічого не втрачено; якщо воно призупинене (Ctrl-Z), відновіть або закрийте його."
        case .draftInUse:
            "Цю чернетку відкрито в іншому вікні Cabdesk. Продовжте там або закрийте її там; нічого не втрачено."
        case .storeUnwritable: "У теку \(what) не можна писати. Перевірте права доступу."
        case .diskFull: "Диск заповнено. Звільніть місце; усе збережене залишається."
        case .certificateFileUnreadable: "Файл CA \(what) не можна прочитати. Перевірте шлях."
        case .configurationInvalid: "У конфігурації \(what) помилка\(error.detail.map { ": \($0)" } ?? ".")"
        case .secretFileOpen:
            "Файл із ключем доступу можуть читати й інші, тому його не використано. Закрийте його від них: chmod 600 \(what)"
        case .tokenMissing:
            "Немає ключа доступу\(what.isEmpty ? "" : " до \(what)"). Спершу увійдіть: cabdesk login URL."
        case .notSignedIn: "Ви не ввійшли до служби підтримки. Спершу увійдіть: cabdesk login URL."
        case .tokenCommandFailed:
            "Команда, яка виводить ключ доступу до \(what), не спрацювала\(error.detail.map { " (\($0))" } ?? ""). Виконайте її в оболонці самі або виправте token_command у config.toml."
        case .secretServiceFailed:
            "Сховище паролів не видало або не прийняло ключ доступу до \(what)\(error.detail.map { " (\($0))" } ?? ""). Розблокуйте його й повторіть; або зберігайте ключ у файлі, який можете читати лише ви: cabdesk login --no-secret-service URL."
        case .secretServiceMissing:
            "До сховища паролів не звернутися: немає програми \(what). Установіть її (Debian, Ubuntu: libsecret-tools) або зберігайте ключ доступу у файлі, який можете читати лише ви: cabdesk login --no-secret-service URL."
        case .otherAccount:
            "Цей вхід тепер належить іншому користувачеві, тому нічого не надсилається і не приймається. Увійдіть знову: cabdesk login."
        case .cancelled: "Зупинено. Нічого не втрачено."
        case .unexpected: "Сталося щось неочікуване\(error.detail.map { ": \($0)" } ?? ".")"
        }
    }

    /// The same where somebody signs in: nothing is saved or tried again by itself then.
    func ukrainianSignIn(_ error: HelpdeskError, _ byCode: Bool) -> String {
        let desk = error.subject ?? "Служба підтримки"
        return switch error.code {
        case .tokenRejected where byCode:
            "Код неправильний, прострочений або вже використаний. Звірте його з тим, який вам дали, або попросіть в адміністратора новий."
        case .tokenRejected:
            "\(desk) не приймає введене. Перевірте й увійдіть ще раз або зверніться до адміністратора."
        case .tokenMissing: "Нічого не введено. Увійдіть ще раз із кодом, який вам дав адміністратор."
        case .unreachable:
            "Немає зв’язку \(error.subject.map { "з \($0)" } ?? "зі службою підтримки"). Перевірте адресу та з’єднання й увійдіть ще раз."
        case .timedOut, .deskUnavailable: "\(desk) не відповідає. Увійдіть ще раз трохи згодом."
        case .serverFailed, .badAnswer, .answerTooLarge:
            "\(desk) відповідає не так, як очікувалося. Увійдіть ще раз згодом або зверніться до адміністратора."
        case .tooManyRequests: "Забагато спроб. Зачекайте хвилину й увійдіть ще раз."
        // Everything else reads as it does elsewhere.
        default: ukrainian(error)
        }
    }

    func ukrainian(_ report: RescueReport) -> String {
        let lost = report.lost > 0 ? ", не прочитано: \(report.lost)" : ""
        return
            "Локальні дані було пошкоджено, їх створено наново; тікети знову надходять зі служби підтримки. Врятовано чернеток: \(report.drafts), ненадісланого: \(report.unsent)\(lost). Пошкоджені файли: \(report.copy)."
    }

    func ukrainian(_ error: ThemeError) -> String {
        let what =
            switch error.code {
            case .notFound: "Теми «\(error.detail)» немає."
            case .unreadable: "Файл теми \(error.detail) не читається."
            case .syntax: "У темі помилка: \(error.detail)."
            case .invalidValue: "У темі невідоме значення: \(error.detail)."
            case .unknownColor: "У темі колір, якого не задано: \(error.detail)."
            case .cycle: "Тема успадковує сама себе: \(error.detail)."
            }
        return what + " Кольори програми лишаються, як були."
    }

    func ukrainian(_ error: TerminalError) -> String {
        switch error.code {
        case .unknownTerminal:
            "Тип цього термінала (TERM=\(error.detail)) тут невідомий. Задайте в TERM правильний, наприклад xterm-256color."
        case .notATerminal: "Cabdesk потребує термінала. Для скриптів є команди: cabdesk --help."
        case .unsuitableTerminal:
            "Цей термінал (TERM=\(error.detail)) не вміє переміщувати курсор. Скористайтеся іншим або командами: cabdesk --help."
        }
    }
}
