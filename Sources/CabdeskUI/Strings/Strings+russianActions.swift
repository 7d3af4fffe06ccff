extension Strings {
    func russianContext(_ context: BindingContext) -> String {
        switch context {
        case .everywhere: "Везде"
        case .ticketList: "Список тикетов"
        case .filter: "Фильтр"
        case .ticket: "Тикет"
        case .reply: "Ответ"
        case .create: "Создать тикет"
        case .createText: "Создать тикет, в тексте"
        case .topicList: "Список тем"
        case .customerPage: "Страница клиента"
        case .help: "Справка"
        case .files: "Список файлов"
        case .path: "Путь к файлу"
        }
    }

    func russianAction(_ action: Action, in context: BindingContext) -> String {
        switch action {
        case .quit: "Выйти"
        case .help: "Справка"
        case .showTickets: "Тикеты"
        case .showCreate: "Создать тикет"
        case .showCustomerPage: "Страница клиента"
        case .nextTab: "Следующая вкладка"
        case .previousTab: "Предыдущая вкладка"
        case .syncNow: "Синхронизировать"
        case .switchLanguage: "Язык"
        case .switchTheme: "Тема оформления"
        case .up: "Вверх"
        case .down: "Вниз"
        case .pageUp: "Страница вверх"
        case .pageDown: "Страница вниз"
        case .first: "В начало"
        case .last: "В конец"
        case .open: "Открыть"
        case .back: context == .filter ? "Очистить" : "Назад"
        case .filter: "Фильтр"
        case .nextView: "Вид"
        case .previousView: "Предыдущий вид"
        case .reply: "Ответить"
        case .resolve: "Решён"
        case .reopen: "Открыть снова"
        case .saveAttachment: "Сохранить файл"
        case .nextField: "Далее"
        case .previousField: "Назад"
        case .attach: "Прикрепить"
        case .removeFile: "Убрать файл"
        case .send: context == .reply ? "Отправить" : "Сохранить"
        case .leaveText: context == .reply ? "В черновик" : "Выйти из текста"
        case .choose: context == .filter ? "Готово" : "Выбрать"
        case .complete: "Дополнить"
        }
    }
}
