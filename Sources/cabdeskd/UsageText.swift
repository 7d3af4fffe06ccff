import Foundation
import HelpdeskModels

/// Mistakes in a command line that the parser does not find, in all languages.
enum UsageText {
    case nameDesk
    case giveTitle
    case roles
    case codeHours
    case tokenDays
    case portNumber
    case chatID
    case cannedLanguage
    case cannedText
    case confirm(id: String, name: String)
    case confirmationNeeded
    case notConfirmed

    /// The user's language.
    static let language = Language(environment: ProcessInfo.processInfo.environment)

    /// In the user's language.
    var text: String {
        switch self {
        case .nameDesk:
            choose(
                "Name the desk: --config FILE or --data DIR.",
                uk: "Укажіть службу підтримки: --config FILE або --data DIR.",
                ru: "Укажите службу поддержки: --config FILE или --data DIR.")
        case .giveTitle:
            choose(
                "Give a title: --en, --uk, --ru.", uk: "Укажіть назву: --uk, --ru, --en.",
                ru: "Укажите название: --ru, --uk, --en.")
        case .roles:
            choose(
                "The role is customer, agent or admin.", uk: "Роль: customer, agent або admin.",
                ru: "Роль: customer, agent или admin.")
        case .codeHours:
            choose(
                "A code is valid for 1 to 8760 hours.", uk: "Код діє від 1 до 8760 годин.",
                ru: "Код действует от 1 до 8760 часов.")
        case .tokenDays:
            choose(
                "A token is valid for 1 to 36500 days.", uk: "Ключ доступу діє від 1 до 36500 днів.",
                ru: "Ключ доступа действует от 1 до 36500 дней.")
        case .portNumber:
            choose(
                "A port is a number from 0 to 65535.", uk: "Порт — це число від 0 до 65535.",
                ru: "Порт — это число от 0 до 65535.")
        case .cannedLanguage:
            choose(
                "The language is uk, ru or en.", uk: "Мова: uk, ru або en.", ru: "Язык: uk, ru или en.")
        case .cannedText:
            choose(
                "Give the text on standard input, in UTF-8.", uk: "Подайте текст на стандартний ввід, у UTF-8.",
                ru: "Подайте текст на стандартный ввод, в UTF-8.")
        case .chatID:
            choose(
                "An id is a UUID, as list prints it.", uk: "Ідентифікатор — це UUID, як його виводить list.",
                ru: "Идентификатор — это UUID, как его выводит list.")
        case .confirm(let id, let name):
            choose(
                "“\(name)” will be erased for good. Type \(id) to go on:",
                uk: "«\(name)» буде видалено назавжди. Щоб продовжити, введіть \(id):",
                ru: "«\(name)» будет удалено навсегда. Чтобы продолжить, введите \(id):")
        case .confirmationNeeded:
            choose(
                "There is no terminal to ask at. To erase without a question, give --yes.",
                uk: "Немає термінала, щоб запитати. Щоб видалити без запитання, укажіть --yes.",
                ru: "Нет терминала, чтобы спросить. Чтобы удалить без вопроса, укажите --yes.")
        case .notConfirmed:
            choose("Nothing was erased.", uk: "Нічого не видалено.", ru: "Ничего не удалено.")
        }
    }

    private func choose(_ english: String, uk ukrainian: String, ru russian: String) -> String {
        switch Self.language {
        case .english: english
        case .ukrainian: ukrainian
        case .russian: russian
        }
    }
}
