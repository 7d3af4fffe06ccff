import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension Strings {
    /// Says what happened, and what to do.
    func russian(_ error: HelpdeskError) -> String {
        let what = error.subject ?? ""
        return switch error.code {
        case .unreachable:
            "Нет связи с \(what.isEmpty ? "службой поддержки" : what). Проверьте соединение; всё сохранено и будет отправлено позже."
        case .timedOut: "\(what.isEmpty ? "Служба поддержки" : what) не отвечает. Cabdesk попробует ещё раз."
        case .untrustedCertificate: "Сертификат \(what) не является доверенным. Проверьте адрес и файл CA."
        case .tokenRejected: "Ваш вход больше не действует. Войдите снова: cabdesk login."
        case .forbidden: "Вашей учётной записи это не разрешено. Обратитесь к администратору."
        case .notFound:
            what.hasPrefix("№")
                ? "Тикета \(what) нет." : "\(what.isEmpty ? "" : "\(what): ")в службе поддержки этого нет или уже нет."
        case .notCabdesk: "По адресу \(what) нет службы поддержки Cabdesk. Проверьте адрес."
        case .conflict: "У службы поддержки под этим номером уже есть другое. Скопируйте текст и отправьте его заново."
        case .notSettled:
            "Связь прервалась при отправке. Через несколько секунд Cabdesk проверит, дошло ли сообщение, и если нет, отправит его снова."
        case .perhapsSent:
            "Связь прервалась при отправке, и служба поддержки не знает, дошло ли это. Посмотрите переписку: повторите или удалите."
        case .invalid:
            error.violations.first.map { self[.violation($0, label: nil)] }
                ?? "Служба поддержки отклонила это\(error.detail.map { ": \($0)" } ?? ".")"
        case .quotaExceeded:
            "Для файлов вашей службы больше нет места\(what.isEmpty ? "" : " на \(what)"). Попросите службу поддержки добавить и повторите."
        case .tooLarge: "\(what.isEmpty ? "Это" : what) больше, чем принимает служба поддержки."
        case .badAnswer: "Ответ службы поддержки непонятен. Cabdesk попробует ещё раз позже."
        case .answerTooLarge:
            "Ответ службы поддержки слишком велик, поэтому он не принят. Cabdesk попробует ещё раз позже."
        case .ticketsSetAside:
            "Не удаётся полностью получить \(what); Cabdesk пробует дальше. Всё остальное приходит; пока прочитайте это на сайте службы поддержки."
        case .serverFailed: "В службе поддержки внутренняя ошибка. Cabdesk попробует ещё раз."
        case .deskUnavailable: "Служба поддержки сейчас недоступна. Cabdesk попробует ещё раз."
        case .tooManyRequests: "Служба поддержки просит немного подождать. Cabdesk попробует ещё раз."
        case .insecureAddress: "Адрес должен начинаться с https://, чтобы никто не мог читать ваши данные."
        case .malformedAddress: "\(what) — не адрес. Он выглядит так: https://desk.example.org."
        case .fileMissing: "Файла \(what) нет. Проверьте путь."
        case .fileUnreadable: "Файл \(what) нельзя прочитать. Проверьте права доступа."
        case .uploadBusy: "Служба поддержки ещё принимает прежнюю часть файла \(what). Отправка продолжится сама."
        case .fileIsDirectory: "\(what) — это папка. Прикрепите её файлы по одному или архивом."
        case .outsideFolder: "\(what): в ограниченном режиме доступны только файлы вашей папки, без ссылок."
        case .fileNotRegular: "\(what) — не обычный файл, его нельзя прикрепить."
        case .fileTooLarge:
            "Файл \(what) больше, чем принимает служба поддержки\(error.violations.first?.limit.map { " (\(size($0)))" } ?? "")."
        case .fileChanged: "Файл \(what) изменился во время чтения. Прикрепите его ещё раз."
        case .tooManyFiles:
            "Больше файлов не помещается\(error.violations.first?.limit.map { " (не больше \($0))" } ?? ""). Остальные отправьте следующим сообщением."
        case .digestMismatch: "Файл \(what) пришёл повреждённым и не сохранён. Сохраните его ещё раз."
        case .fileCut:
            "Служба поддержки сохранила только часть файла \(what). Само сообщение дошло; отправьте файл частями."
        case .cannotWriteFile: "Файл \(what) нельзя записать. Проверьте папку и права доступа."
        case .storeNewer:
            "Данные в \(what) записаны более новой версией Cabdesk. Обновите эту программу; ничего не изменено."
        case .storeDamaged:
            "Данные в \(what) повреждены. Закройте все другие окна Cabdesk с этими данными: тогда они будут созданы заново вместе с черновиками и неотправленным. Если не поможет, переместите эту папку в другое место."
        case .storeBusy:
            "Данные\(what.isEmpty ? "" : " в \(what)") заняты другим окном Cabdesk. Ничего не потеряно; если оно приостановлено (Ctrl-Z), продолжите или закройте его."
        case .draftInUse:
            "Этот черновик открыт в другом окне Cabdesk. Продолжите там или закройте его там; ничего не потеряно."
        case .storeUnwritable: "В папку \(what) нельзя писать. Проверьте права доступа."
        case .diskFull: "Диск заполнен. Освободите место; всё сохранённое остаётся."
        case .certificateFileUnreadable: "Файл CA \(what) нельзя прочитать. Проверьте путь."
        case .configurationInvalid: "В конфигурации \(what) ошибка\(error.detail.map { ": \($0)" } ?? ".")"
        case .secretFileOpen:
            "Файл с ключом доступа могут читать и другие, поэтому он не используется. Закройте его от них: chmod 600 \(what)"
        case .tokenMissing: "Нет ключа доступа\(what.isEmpty ? "" : " к \(what)"). Сначала войдите: cabdesk login URL."
        case .notSignedIn: "Вы не вошли в службу поддержки. Сначала войдите: cabdesk login URL."
        case .tokenCommandFailed:
            "Команда, которая выводит ключ доступа к \(what), не сработала\(error.detail.map { " (\($0))" } ?? ""). Выполните её в оболочке сами или исправьте token_command в config.toml."
        case .secretServiceFailed:
            "Хранилище паролей не выдало или не приняло ключ доступа к \(what)\(error.detail.map { " (\($0))" } ?? ""). Разблокируйте его и повторите; или храните ключ в файле, который можете читать только вы: cabdesk login --no-secret-service URL."
        case .secretServiceMissing:
            "К хранилищу паролей не обратиться: нет программы \(what). Установите её (Debian, Ubuntu: libsecret-tools) или храните ключ доступа в файле, который можете читать только вы: cabdesk login --no-secret-service URL."
        case .otherAccount:
            "Этот вход теперь принадлежит другому пользователю, поэтому ничего не отправляется и не принимается. Войдите снова: cabdesk login."
        case .cancelled: "Остановлено. Ничего не потеряно."
        case .unexpected: "Случилось что-то неожиданное\(error.detail.map { ": \($0)" } ?? ".")"
        }
    }

    /// The same where somebody signs in: nothing is saved or tried again by itself then.
    func russianSignIn(_ error: HelpdeskError, _ byCode: Bool) -> String {
        let desk = error.subject ?? "Служба поддержки"
        return switch error.code {
        case .tokenRejected where byCode:
            "Код неверен, просрочен или уже использован. Сверьте его с тем, который вам дали, или попросите у администратора новый."
        case .tokenRejected:
            "\(desk) не принимает введённое. Проверьте и войдите ещё раз или обратитесь к администратору."
        case .tokenMissing: "Ничего не введено. Войдите ещё раз с кодом, который вам дал администратор."
        case .unreachable:
            "Нет связи с \(error.subject ?? "службой поддержки"). Проверьте адрес и соединение и войдите ещё раз."
        case .timedOut, .deskUnavailable: "\(desk) не отвечает. Войдите ещё раз немного позже."
        case .serverFailed, .badAnswer, .answerTooLarge:
            "\(desk) отвечает не так, как ожидалось. Войдите ещё раз позже или обратитесь к администратору."
        case .tooManyRequests: "Слишком много попыток. Подождите минуту и войдите ещё раз."
        // Everything else reads as it does elsewhere.
        default: russian(error)
        }
    }

    func russian(_ report: RescueReport) -> String {
        let lost = report.lost > 0 ? ", не прочитано: \(report.lost)" : ""
        return
            "Локальные данные были повреждены и созданы заново; тикеты снова приходят из службы поддержки. Спасено черновиков: \(report.drafts), неотправленного: \(report.unsent)\(lost). Повреждённые файлы: \(report.copy)."
    }

    func russian(_ error: ThemeError) -> String {
        let what =
            switch error.code {
            case .notFound: "Темы «\(error.detail)» нет."
            case .unreadable: "Файл темы \(error.detail) не читается."
            case .syntax: "В теме ошибка: \(error.detail)."
            case .invalidValue: "В теме неизвестное значение: \(error.detail)."
            case .unknownColor: "В теме цвет, который не задан: \(error.detail)."
            case .cycle: "Тема наследует сама себя: \(error.detail)."
            }
        return what + " Цвета программы остаются прежними."
    }

    func russian(_ error: TerminalError) -> String {
        switch error.code {
        case .unknownTerminal:
            "Тип этого терминала (TERM=\(error.detail)) здесь неизвестен. Задайте в TERM правильный, например xterm-256color."
        case .notATerminal: "Cabdesk нужен терминал. Для скриптов есть команды: cabdesk --help."
        case .unsuitableTerminal:
            "Этот терминал (TERM=\(error.detail)) не умеет перемещать курсор. Воспользуйтесь другим или командами: cabdesk --help."
        }
    }
}
