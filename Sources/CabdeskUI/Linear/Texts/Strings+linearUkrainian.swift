import HelpdeskCore
import HelpdeskModels

extension Strings {
    func linearUkrainian(_ phrase: LinearPhrase) -> String {
        switch phrase {
        case .unread: "не прочитано"
        case .files(let count): slavicPlural(count, "файл", "файли", "файлів")
        case .moreTickets(let count): "Ще \(count): m."
        case .endOfList: "Це була остання сторінка."
        case .noSuchTicketHere: "На цій сторінці такого тікета немає."
        case .nothingFound: "Нічого не знайдено. Крапка знову покаже всі тікети."
        case .sorted(let sort):
            "Порядок: \(sortColumn(sort.column).lowercased()), \(sort.isAscending ? "за зростанням" : "за спаданням")."
        case .marked: "позначено"
        case .notMarked: "не позначено"
        case .noneWord: "нічого"
        case .markFirst: "Спершу позначте тікети: «позначити» та їхні номери. «позначити нічого» знімає всі позначки."

        case .goneTicket: "Цього тікета вже немає. Крапка повертає до списку."
        case .assigned(let name): "за тікет відповідає \(name)"
        case .answerExpected(let time): "приблизний час відповіді: \(time)"
        case .rated(let rating): "Оцінка \(rating.score) з 5\(rating.comment.isEmpty ? "" : ": \(rating.comment)")"
        case .messages(let count, let unread, let files):
            ([slavicPlural(count, "повідомлення", "повідомлення", "повідомлень")]
                + (unread > 0 ? ["непрочитаних \(unread)"] : [])
                + (files > 0 ? [self[LinearPhrase.files(files)]] : [])).joined(separator: ", ")
        case .message(let number, let count): "Повідомлення \(number) з \(count)"
        case .noSuchMessage(let count): "Повідомлення мають номери від 1 до \(count)."
        case .firstMessage: "Це було перше повідомлення."
        case .lastMessage: "Це було останнє повідомлення."
        case .quote(let text): "Цитата: \(text)\nКінець цитати."
        case .file(let number, let name, let bytes): "Файл \(number): \(name), \(size(bytes))"

        case .continueWriting(let count):
            "Уже є \(slavicPlural(count, "рядок", "рядки", "рядків")); написане додається після них."
        case .howToWrite:
            "Пишіть рядок за рядком. Рядок з однією крапкою закінчує текст; дві крапки означають одну."
        case .lineCut:
            "Можливо, цей рядок задовгий для термінала і його обрізано. Прочитайте його: p, або пишіть у редакторі: o."
        case .dotPasted:
            "Рядок з однією крапкою надійшов разом з іншими й лишається в тексті. Введена окремо, крапка закінчує текст."
        case .draftLength(let lines, let files):
            slavicPlural(lines, "рядок", "рядки", "рядків")
                + (files > 0 ? ", \(self[LinearPhrase.files(files)])" : "") + "."
        case .noSuchLine(let count): count == 0 ? "Тексту ще немає." : "Рядки мають номери від 1 до \(count)."
        case .lineDeleted(let line): "Прибрано: \(line)"
        case .example(let text): "Наприклад: \(text)"

        case .manyChoices(let count): "Варіантів: \(count). Введіть частину назви; Enter перелічує всі."
        case .chooseNumber(let count): "Введіть номер від 1 до \(count)."
        case .folder(let path, let count): "Тека \(path), \(slavicPlural(count, "запис", "записи", "записів"))."
        case .folderEntry(let number, let name, let bytes):
            bytes.map { "\(number). \(name), \(size($0))" } ?? "\(number). Тека \(name)"
        case .askYesOrNo(let marked): "т так або н ні" + (marked.map { $0 ? ", Enter так" : ", Enter ні" } ?? "")
        case .askRating: "Від 1 (погано) до 5 (чудово), . без оцінки"

        case .ambiguous(let names): "Що саме: \(names.joined(separator: ", "))?"
        case .unknownCommand: "Такої команди тут немає. ? перелічує всі."
        case .languageChosen: "Мова: українська."
        case .done: "Готово."
        case .nothingNew: "Нічого нового."
        case .everythingSent: "Усе надіслано."
        case .connection(let text): "Зв’язок: \(text)."
        case .findBot(let bot):
            "Відкрийте Telegram і знайдіть у пошуку @\(bot.username) або перейдіть за посиланням нижче."
        case .askForCode: "Введіть тут l: прозвучить адреса,"
        case .openAddress: "Відкрийте цю адресу там, де є Telegram:"
        case .helpNumbers: "Число з двох цифр або більше, або № і число: відкрити цей тікет"
        case .helpDot: "Лише Enter: що нового"
        case .helpWords: "Замість літери можна ввести назву команди або її початок."

        case .promptHelp: "? довідка"
        case .promptMore(let count): "Ще рядків: \(count). Enter або команда: "
        case .promptFilter: "Що шукати, Enter показує все, . назад"
        case .promptNumber: "Номер або назва, . назад"
        case .promptComment: "Кілька слів, якщо бажаєте; Enter надсилає"
        case .promptFolder(let path): "Тека, Enter: \(path), . назад"
        case .promptFile: "Шлях, частина назви або номери; Enter перелічує, .. тека вище, . назад"
        case .promptField(let label, let isRequired, let value):
            value.isEmpty
                ? "\(label)\(isRequired ? ", обов’язково" : ", Enter пропускає")"
                : "\(label), Enter залишає \(value), - очищує"
        case .promptSubject(let subject): subject.isEmpty ? "Суть" : "Суть, Enter: \(subject)"
        case .promptService: "Служба: частина назви або номер, . назад"
        case .promptTopic: "Тема: частина назви або номер, . назад"
        case .promptAttachment(let others):
            "Номер зберігає, \(others.map { "\($0) з номером" }.joined(separator: ", ")), . назад"
        case .promptNumbered(let others):
            "\(others.map { "\($0) з номером" }.joined(separator: ", ")), Enter перелічує, . назад"
        case .promptWhy: "кілька слів про причину або Enter без них"
        case .promptShiftNote: "Номер читає, d з номером видаляє, . назад"
        case .promptCannedReply: "Номер або частина назви вставляє, e з номером змінює, d видаляє, . назад"
        case .promptCannedText(let isChanged):
            isChanged
                ? "Ще рядок, порожній Enter — далі до назви, . назад"
                : "Рядок нового тексту, порожній Enter залишає старий, . назад"
        case .promptCannedName(let name): "Назва, Enter залишає \(name), . назад"
        case .promptSeveralReply(let lines):
            lines == 0
                ? "Рядок відповіді, / бере готову відповідь, . назад"
                : "Ще рядок, порожній Enter надсилає, / бере готову відповідь, . назад"
        case .promptDraft: "Номер продовжує, d з номером видаляє, . назад"
        case .promptChoice: "Номер або частина назви, . назад"
        case .numberOpens: "номер відкриває"
        case .dotBack: ". назад"
        }
    }

    func linearUkrainian(_ own: LinearOnlyCommand) -> [String] {
        switch own {
        case .read: ["Прочитати", "Читати"]
        case .counts: ["Кількість у добірках", "Кількість"]
        case .status: ["Зв’язок", "Стан", "Новини"]
        case .write: ["Писати далі", "Писати", "Текст"]
        case .deleteLine: ["Прибрати рядок"]
        case .chooseService: ["Служба"]
        case .chooseTopic: ["Тема"]
        case .fillFields: ["Поля"]
        case .writeSubject: ["Суть"]
        }
    }

    func linearUkrainian(_ action: Action, in context: BindingContext) -> String? {
        switch (action, context) {
        case (.up, _): "Попереднє повідомлення"
        case (.down, _): "Наступне повідомлення"
        case (.first, .ticket): "Прочитати все"
        case (.last, .ticket): "Останнє повідомлення"
        case (.first, _): "Перша сторінка"
        case (.last, _): "Остання сторінка"
        case (.pageDown, _): "Ще"
        case (.pageUp, _): "Попередня сторінка"
        // The others have the names of the screens.
        default: nil
        }
    }
}
