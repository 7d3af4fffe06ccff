import HelpdeskModels

extension Topic {
    /// The program does not start or is unavailable.
    static let program = Topic(
        id: "program",
        title: LocalizedText(
            uk: "Програма не запускається або недоступна", ru: "Программа не запускается или недоступна",
            en: "The program does not start or is unavailable"),
        recommendation: LocalizedText(
            uk: """
                Перевірте, чи відкривається з цього комп'ютера будь-який сайт: якщо ні, зверніться до свого провайдера.
                З'ясуйте, чи працює програма на іншому робочому місці: це відрізняє збій комп'ютера від збою сервера.
                Перезапустіть програму один раз, перед цим зробіть знімок повідомлення про помилку.
                Вкажіть час початку, скільки робочих місць зачепило і версію програми (меню «Довідка»).
                Додайте файл журналу з теки програми (logs, за сьогодні).
                Уночі, з 20:00 до 08:00 (GMT+3), пишіть у бот сповіщень: там є черговий.
                """,
            ru: """
                Проверьте, открывается ли с этого компьютера любой сайт: если нет, обратитесь к своему провайдеру.
                Выясните, работает ли программа на другом рабочем месте: это отличает сбой компьютера от сбоя сервера.
                Перезапустите программу один раз, перед этим сделайте снимок сообщения об ошибке.
                Укажите время начала, сколько рабочих мест затронуто и версию программы (меню «Справка»).
                Приложите файл журнала из папки программы (logs, за сегодня).
                Ночью, с 20:00 до 08:00 (GMT+3), пишите в бот оповещений: там есть дежурный.
                """,
            en: """
                See whether any web site opens on this computer: if none does, call your internet provider.
                Find out whether the program works at another desk: that tells a broken computer from a broken server.
                Restart the program once, and take a screenshot of the error message before you do.
                Say when it began, how many desks are affected, and the program's version (menu Help).
                Attach today's log file from the program's folder (logs).
                At night, from 20:00 to 08:00 (GMT+3), write to the alert bot: somebody is on duty there.
                """),
        fields: [
            TopicField(
                key: "desks",
                label: LocalizedText(
                    uk: "Скільки робочих місць зачепило", ru: "Сколько рабочих мест затронуто", en: "Desks affected"),
                hint: nil, kind: .number, isRequired: false)
        ], order: 10)
}
