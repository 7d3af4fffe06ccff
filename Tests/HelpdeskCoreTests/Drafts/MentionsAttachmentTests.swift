import HelpdeskCore
import Testing

/// Sentences as dispatchers write them.
@Suite("A text that speaks of a file")
struct MentionsAttachmentTests {
    @Test(
        "is noticed",
        arguments: [
            "Додаю файл", "Надсилаю фото екрана", "Скидаю запис розмови", "Прикріпила звіт", "Файл у вкладенні",
            "Ось скріншот помилки", "Дивіться скрін", "Відправила документи на пошту, тут долучаю архів",
            "Усе описано у файлі",
            "Фото надсилаю нижче", "Кидаю лог", "Прикріплюю відео, на якому це видно.",
            "Добавляю файл", "Отправляю фото экрана", "Скидываю запись", "Прилагаю отчёт", "Во вложении акт",
            "Вот скрин ошибки",
            "Высылаю логи", "Подробности в файле", "ПРИКРЕПИЛ СНИМОК",
            "I attached the report", "Please find enclosed the list", "Sending the recording",
            "Here's a photo of the screen",
            "A screenshot is below", "Uploading logs now",
        ])
    func noticed(text: String) {
        #expect(MentionsAttachment.check(text))
        #expect(MentionsAttachment.check("Добрий день.\n\(text)\nДякую!"))
    }

    @Test(
        "is not seen where no file goes with it",
        arguments: [
            "Водій не бачить замовлення", "Не можу прикріпити файл", "Надсилаю номер замовлення: 4711",
            "Поштова скринька переповнена",
            "Файли звітів не відкриваються", "Додаю, що вчора було так само", "Скидаю заряд",
            "Не открываются записи разговоров", "Отправляю ещё раз номер", "Прошу прислать фото водителя",
            "The recording has no sound", "I cannot attach a file", "Sending you the order number",
            "The log in button is grey", "",
            "> Додаю файл\nДякую, отримали", "Добавляю: звонков нет. Файл звонков пуст",
        ])
    func unsaid(text: String) {
        #expect(!MentionsAttachment.check(text))
    }
}
