extension Strings {
    func ukrainianContext(_ context: BindingContext) -> String {
        switch context {
        case .everywhere: "Усюди"
        case .ticketList: "Список тікетів"
        case .filter: "Фільтр"
        case .ticket: "Тікет"
        case .reply: "Відповідь"
        case .create: "Створити тікет"
        case .createText: "Створити тікет, у тексті"
        case .topicList: "Список тем"
        case .customerPage: "Сторінка клієнта"
        case .help: "Довідка"
        case .files: "Список файлів"
        case .path: "Шлях до файлу"
        }
    }

    func ukrainianAction(_ action: Action, in context: BindingContext) -> String {
        switch action {
        case .quit: "Вийти"
        case .help: "Довідка"
        case .showTickets: "Тікети"
        case .showCreate: "Створити тікет"
        case .showCustomerPage: "Сторінка клієнта"
        case .nextTab: "Наступна вкладка"
        case .previousTab: "Попередня вкладка"
        case .syncNow: "Синхронізувати"
        case .switchLanguage: "Мова"
        case .switchTheme: "Тема оформлення"
        case .up: "Вгору"
        case .down: "Вниз"
        case .pageUp: "Сторінка вгору"
        case .pageDown: "Сторінка вниз"
        case .first: "На початок"
        case .last: "У кінець"
        case .open: "Відкрити"
        case .back: context == .filter ? "Очистити" : "Назад"
        case .filter: "Фільтр"
        case .nextView: "Вигляд"
        case .previousView: "Попередній вигляд"
        case .reply: "Відповісти"
        case .resolve: "Вирішено"
        case .reopen: "Відкрити знову"
        case .saveAttachment: "Зберегти файл"
        case .nextField: "Далі"
        case .previousField: "Назад"
        case .attach: "Прикріпити"
        case .removeFile: "Прибрати файл"
        case .send: context == .reply ? "Надіслати" : "Зберегти"
        case .leaveText: context == .reply ? "У чернетку" : "Вийти з тексту"
        case .choose: context == .filter ? "Готово" : "Обрати"
        case .complete: "Доповнити"
        }
    }
}
