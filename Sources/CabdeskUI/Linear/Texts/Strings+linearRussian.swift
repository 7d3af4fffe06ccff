import HelpdeskCore
import HelpdeskModels

extension Strings {
    func linearRussian(_ phrase: LinearPhrase) -> String {
        switch phrase {
        case .unread: "не прочитан"
        case .files(let count): slavicPlural(count, "файл", "файла", "файлов")
        case .moreTickets(let count): "Ещё \(count): m."
        case .endOfList: "Это была последняя страница."
        case .noSuchTicketHere: "На этой странице такого тикета нет."
        case .nothingFound: "Ничего не найдено. Точка снова покажет все тикеты."
        case .sorted(let sort):
            "Порядок: \(sortColumn(sort.column).lowercased()), \(sort.isAscending ? "по возрастанию" : "по убыванию")."
        case .marked: "отмечен"
        case .notMarked: "не отмечен"
        case .noneWord: "ничего"
        case .markFirst: "Сначала отметьте тикеты: «отметить» и их номера. «отметить ничего» снимает все отметки."

        case .goneTicket: "Этого тикета больше нет. Точка возвращает к списку."
        case .assigned(let name): "за тикет отвечает \(name)"
        case .answerExpected(let time): "примерное время ответа: \(time)"
        case .rated(let rating): "Оценка \(rating.score) из 5\(rating.comment.isEmpty ? "" : ": \(rating.comment)")"
        case .messages(let count, let unread, let files):
            ([slavicPlural(count, "сообщение", "сообщения", "сообщений")]
                + (unread > 0 ? ["непрочитанных \(unread)"] : [])
                + (files > 0 ? [self[LinearPhrase.files(files)]] : [])).joined(separator: ", ")
        case .message(let number, let count): "Сообщение \(number) из \(count)"
        case .noSuchMessage(let count): "У сообщений номера от 1 до \(count)."
        case .firstMessage: "Это было первое сообщение."
        case .lastMessage: "Это было последнее сообщение."
        case .quote(let text): "Цитата: \(text)\nКонец цитаты."
        case .file(let number, let name, let bytes): "Файл \(number): \(name), \(size(bytes))"

        case .continueWriting(let count):
            "Уже есть \(slavicPlural(count, "строка", "строки", "строк")); написанное добавляется после них."
        case .howToWrite:
            "Пишите строку за строкой. Строка с одной точкой заканчивает текст; две точки означают одну."
        case .lineCut:
            "Возможно, эта строка слишком длинна для терминала и обрезана. Прочитайте её: p, или пишите в редакторе: o."
        case .dotPasted:
            "Строка с одной точкой пришла вместе с другими и остаётся в тексте. Введённая отдельно, точка заканчивает текст."
        case .draftLength(let lines, let files):
            slavicPlural(lines, "строка", "строки", "строк")
                + (files > 0 ? ", \(self[LinearPhrase.files(files)])" : "") + "."
        case .noSuchLine(let count): count == 0 ? "Текста пока нет." : "У строк номера от 1 до \(count)."
        case .lineDeleted(let line): "Убрано: \(line)"
        case .example(let text): "Например: \(text)"

        case .manyChoices(let count): "Вариантов: \(count). Введите часть названия; Enter перечисляет все."
        case .chooseNumber(let count): "Введите номер от 1 до \(count)."
        case .folder(let path, let count): "Папка \(path), \(slavicPlural(count, "запись", "записи", "записей"))."
        case .folderEntry(let number, let name, let bytes):
            bytes.map { "\(number). \(name), \(size($0))" } ?? "\(number). Папка \(name)"
        case .askYesOrNo(let marked): "д да или н нет" + (marked.map { $0 ? ", Enter да" : ", Enter нет" } ?? "")
        case .askRating: "От 1 (плохо) до 5 (отлично), . без оценки"

        case .ambiguous(let names): "Что именно: \(names.joined(separator: ", "))?"
        case .unknownCommand: "Такой команды здесь нет. ? перечисляет все."
        case .languageChosen: "Язык: русский."
        case .done: "Готово."
        case .nothingNew: "Ничего нового."
        case .everythingSent: "Всё отправлено."
        case .connection(let text): "Связь: \(text)."
        case .findBot(let bot): "Откройте Telegram и найдите в поиске @\(bot.username) или перейдите по ссылке ниже."
        case .askForCode: "Введите здесь l: прозвучит адрес,"
        case .openAddress: "Откройте этот адрес там, где есть Telegram:"
        case .helpNumbers: "Число из двух цифр или больше, или № и число: открыть этот тикет"
        case .helpDot: "Только Enter: что нового"
        case .helpWords: "Вместо буквы можно ввести название команды или его начало."

        case .promptHelp: "? справка"
        case .promptMore(let count): "Ещё строк: \(count). Enter или команда: "
        case .promptFilter: "Что искать, Enter показывает все, . назад"
        case .promptNumber: "Номер или название, . назад"
        case .promptComment: "Пара слов, если хотите; Enter отправляет"
        case .promptFolder(let path): "Папка, Enter: \(path), . назад"
        case .promptFile: "Путь, часть имени или номера; Enter перечисляет, .. папка выше, . назад"
        case .promptField(let label, let isRequired, let value):
            value.isEmpty
                ? "\(label)\(isRequired ? ", обязательно" : ", Enter пропускает")"
                : "\(label), Enter оставляет \(value), - очищает"
        case .promptSubject(let subject): subject.isEmpty ? "Суть" : "Суть, Enter: \(subject)"
        case .promptService: "Служба: часть названия или номер, . назад"
        case .promptTopic: "Тема: часть названия или номер, . назад"
        case .promptAttachment(let others):
            "Номер сохраняет, \(others.map { "\($0) с номером" }.joined(separator: ", ")), . назад"
        case .promptNumbered(let others):
            "\(others.map { "\($0) с номером" }.joined(separator: ", ")), Enter перечисляет, . назад"
        case .promptWhy: "несколько слов о причине или Enter без них"
        case .promptShiftNote: "Номер читает, d с номером удаляет, . назад"
        case .promptCannedReply: "Номер или часть названия вставляет, e с номером изменяет, d удаляет, . назад"
        case .promptCannedText(let isChanged):
            isChanged
                ? "Ещё строка, пустой Enter — дальше к названию, . назад"
                : "Строка нового текста, пустой Enter оставляет старый, . назад"
        case .promptCannedName(let name): "Название, Enter оставляет \(name), . назад"
        case .promptSeveralReply(let lines):
            lines == 0
                ? "Строка ответа, / берёт готовый ответ, . назад"
                : "Ещё строка, пустой Enter отправляет, / берёт готовый ответ, . назад"
        case .promptDraft: "Номер продолжает, d с номером удаляет, . назад"
        case .promptChoice: "Номер или часть названия, . назад"
        case .numberOpens: "номер открывает"
        case .dotBack: ". назад"
        }
    }

    func linearRussian(_ own: LinearOnlyCommand) -> [String] {
        switch own {
        case .read: ["Прочитать", "Читать"]
        case .counts: ["Количество в подборках", "Количество"]
        case .status: ["Связь", "Состояние", "Новости"]
        case .write: ["Писать дальше", "Писать", "Текст"]
        case .deleteLine: ["Убрать строку"]
        case .chooseService: ["Служба"]
        case .chooseTopic: ["Тема"]
        case .fillFields: ["Поля"]
        case .writeSubject: ["Суть"]
        }
    }

    func linearRussian(_ action: Action, in context: BindingContext) -> String? {
        switch (action, context) {
        case (.up, _): "Предыдущее сообщение"
        case (.down, _): "Следующее сообщение"
        case (.first, .ticket): "Прочитать всё"
        case (.last, .ticket): "Последнее сообщение"
        case (.first, _): "Первая страница"
        case (.last, _): "Последняя страница"
        case (.pageDown, _): "Ещё"
        case (.pageUp, _): "Предыдущая страница"
        // The others have the names of the screens.
        default: nil
        }
    }
}
