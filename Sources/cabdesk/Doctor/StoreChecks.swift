import CabdeskUI
import HelpdeskCore
import HelpdeskModels

/// Whether the data on this machine is sound, and what waits to be sent.
struct StoreChecks {
    let language: Language

    /// Below this, an attached video no longer fits.
    private static let enoughSpace: Int64 = 256 << 20

    func findings(_ account: CommandAccount) async -> [Finding] {
        do throws(HelpdeskError) {
            guard let store = try account.stores.openKnown() else {
                return [
                    Finding(
                        .store, .ok,
                        language.choose(
                            "Nothing is stored here yet; the first `cabdesk sync` fetches the tickets.",
                            uk: "Тут ще нічого не збережено; тікети отримає перший `cabdesk sync`.",
                            ru: "Здесь ещё ничего не сохранено; тикеты получит первый `cabdesk sync`."))
                ]
            }
            let health = try await store.health()
            return [self.store(health), disk(health), outbox(health)].compactMap(\.self)
        } catch {
            return [Finding(.store, error, in: language)]
        }
    }

    private func store(_ health: StoreHealth) -> Finding {
        let strings = Strings(language: language)
        guard health.isSound else {
            return Finding(
                .store, .fault,
                language.choose(
                    "The data is damaged. Close every Cabdesk window and open one: it rebuilds the data and keeps what you wrote.",
                    uk:
                        "Дані пошкоджено. Закрийте всі вікна Cabdesk і відкрийте одне: дані буде відновлено, написане збережеться.",
                    ru:
                        "Данные повреждены. Закройте все окна Cabdesk и откройте одно: данные восстановятся, написанное сохранится."
                ))
        }
        let size = strings.size(health.size)
        return Finding(
            .store, .ok,
            language.choose(
                "The data is sound: \(size), tickets: \(health.tickets), drafts: \(health.drafts).",
                uk: "Дані цілі: \(size), тікетів: \(health.tickets), чернеток: \(health.drafts).",
                ru: "Данные целы: \(size), тикетов: \(health.tickets), черновиков: \(health.drafts)."))
    }

    private func disk(_ health: StoreHealth) -> Finding? {
        guard let free = health.freeSpace else { return nil }
        let size = Strings(language: language).size(free)
        return free >= Self.enoughSpace
            ? Finding(
                .disk, .ok,
                language.choose(
                    "Free space: \(size).", uk: "Вільного місця: \(size).", ru: "Свободного места: \(size)."))
            : Finding(
                .disk, .warning,
                language.choose(
                    "Little free space: \(size). Attached files are copied here before they are sent.",
                    uk: "Мало вільного місця: \(size). Прикріплені файли копіюються сюди перед надсиланням.",
                    ru: "Мало свободного места: \(size). Прикреплённые файлы копируются сюда перед отправкой."))
    }

    private func outbox(_ health: StoreHealth) -> Finding {
        if health.refused > 0 {
            return Finding(
                .outbox, .warning,
                language.choose(
                    "Refused by the support desk: \(health.refused). Open Cabdesk to see why, and correct or discard them.",
                    uk:
                        "Відхилено службою підтримки: \(health.refused). Відкрийте Cabdesk, щоб побачити чому, і виправити або видалити.",
                    ru:
                        "Отклонено службой поддержки: \(health.refused). Откройте Cabdesk, чтобы увидеть почему, и исправить или удалить."
                ))
        }
        guard health.waiting > 0, let oldest = health.oldestWaiting else {
            return Finding(
                .outbox, .ok,
                language.choose(
                    "Everything written here has been sent.", uk: "Усе написане тут надіслано.",
                    ru: "Всё написанное здесь отправлено."))
        }
        let since = Strings(language: language).dateTime(oldest)
        return Finding(
            .outbox, .warning,
            language.choose(
                "Waiting to be sent: \(health.waiting), the oldest since \(since). `cabdesk sync` tries again.",
                uk: "Чекає на надсилання: \(health.waiting), найдавніше — з \(since). `cabdesk sync` спробує ще раз.",
                ru: "Ждёт отправки: \(health.waiting), самое давнее — с \(since). `cabdesk sync` попробует ещё раз."))
    }
}
