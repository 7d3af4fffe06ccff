import HelpdeskCore
import HelpdeskModels

/// What the commands say that no screen says, in all languages.
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

    var askToken: String {
        choose(
            "Access token (not shown):", uk: "Токен доступу (не показується):", ru: "Токен доступа (не показывается):")
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

    private func choose(_ english: String, uk ukrainian: String, ru russian: String) -> String {
        switch language {
        case .english: english
        case .ukrainian: ukrainian
        case .russian: russian
        }
    }
}
