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
                - Перевірте, чи відкривається з цього комп’ютера будь-який сайт: якщо ні, зверніться до свого провайдера.
                - З’ясуйте, чи працює програма на іншому робочому місці: так видно, збій у комп’ютері чи на сервері.
                - Перезапустіть програму один раз, перед цим зробіть знімок повідомлення про помилку.
                - Вкажіть час початку, скільки робочих місць зачепило і версію програми (меню «Довідка»).
                - Додайте файл журналу з теки програми (logs, за сьогодні).
                - Уночі, з 20:00 до 08:00 (GMT+3), пишіть в аварійний бот: там є черговий.
                """,
            ru: """
                - Проверьте, открывается ли с этого компьютера любой сайт: если нет, обратитесь к своему провайдеру.
                - Выясните, работает ли программа на другом рабочем месте: так видно, сбой в компьютере или на сервере.
                - Перезапустите программу один раз, перед этим сделайте снимок сообщения об ошибке.
                - Укажите время начала, сколько рабочих мест затронуто и версию программы (меню «Справка»).
                - Приложите файл журнала из папки программы (logs, за сегодня).
                - Ночью, с 20:00 до 08:00 (GMT+3), пишите в аварийный бот: там есть дежурный.
                """,
            en: """
                - See whether any web site opens on this computer: if none does, call your internet provider.
                - Find out whether the program works at another desk: that tells a broken computer from a broken server.
                - Restart the program once, and take a screenshot of the error message before you do.
                - Say when it began, how many desks are affected, and the program's version (menu Help).
                - Attach today's log file from the program's folder (logs).
                - At night, from 20:00 to 08:00 (GMT+3), write to the alert bot: somebody is on duty there.
                """),
        fields: [
            TopicField(
                key: "desks",
                label: LocalizedText(
                    uk: "Скільки робочих місць зачепило", ru: "Сколько рабочих мест затронуто", en: "Desks affected"),
                hint: nil, kind: .number, isRequired: false)
        ], order: 10)
}

extension Topic {
    static let telephony = Topic(
        id: "telephony",
        title: LocalizedText(uk: "Телефонія та дзвінки", ru: "Телефония и звонки", en: "Telephony and calls"),
        recommendation: LocalizedText(
            uk: """
                - Уточніть, що не працює: вхідні, вихідні, звук в один бік чи запис розмов.
                - Перевірте гарнітуру: увімкніть її в інший порт USB і виберіть у налаштуваннях звуку програми.
                - Зателефонуйте на номер служби з мобільного і запишіть, що чути: гудки, тишу чи повідомлення оператора.
                - Вкажіть номер лінії, точний час хоча б одного невдалого дзвінка і номер того, хто телефонував.
                - Якщо чути шум або луну, додайте запис розмови.
                """,
            ru: """
                - Уточните, что не работает: входящие, исходящие, звук в одну сторону или запись разговоров.
                - Проверьте гарнитуру: подключите её к другому порту USB и выберите в настройках звука программы.
                - Позвоните на номер службы с мобильного и запишите, что слышно: гудки, тишину или сообщение оператора.
                - Укажите номер линии, точное время хотя бы одного неудачного звонка и номер звонившего.
                - Если слышен шум или эхо, приложите запись разговора.
                """,
            en: """
                - Say what does not work: incoming calls, outgoing calls, sound in one direction, or call recording.
                - Check the headset: plug it into another USB port and choose it in the program's sound settings.
                - Call the service's number from a mobile phone and note what you hear: ringing, silence, a message.
                - Give the line's number, the exact time of one failed call at least, and the caller's number.
                - If there is noise or an echo, attach a recording.
                """),
        fields: [
            TopicField(
                key: "line", label: LocalizedText(uk: "Номер лінії", ru: "Номер линии", en: "Line number"), hint: nil,
                kind: .phone, isRequired: true),
            .phone(),
            TopicField(
                key: "call_time",
                label: LocalizedText(uk: "Час дзвінка", ru: "Время звонка", en: "Time of the call"),
                hint: LocalizedText(
                    uk: "дата, години і хвилини", ru: "дата, часы и минуты", en: "date, hours and minutes"),
                kind: .text, isRequired: false),
        ], order: 20)
}

extension Topic {
    static let driverApp = Topic(
        id: "driver-app",
        title: LocalizedText(uk: "Застосунок водія", ru: "Приложение водителя", en: "Driver's app"),
        recommendation: LocalizedText(
            uk: """
                - Попросіть водія оновити застосунок і перезапустити телефон: найчастіше це допомагає.
                - Перевірте дозволи: геолокація «Завжди», без обмежень економії заряду, мобільні дані увімкнені.
                - Вкажіть позивний, модель телефона, версію Android або iOS і версію застосунку (екран «Про програму»).
                - Напишіть, що саме бачить водій і о котрій годині: текст помилки важливіший за опис.
                - Додайте знімок екрана водія.
                """,
            ru: """
                - Попросите водителя обновить приложение и перезапустить телефон: чаще всего это помогает.
                - Проверьте разрешения: геолокация «Всегда», без ограничений экономии заряда, мобильные данные включены.
                - Укажите позывной, модель телефона, версию Android или iOS и версию приложения (экран «О программе»).
                - Напишите, что именно видит водитель и в котором часу: текст ошибки важнее описания.
                - Приложите снимок экрана водителя.
                """,
            en: """
                - Ask the driver to update the app and restart the phone: that helps in most cases.
                - Check the permissions: location "Always", no battery restrictions, mobile data on.
                - Give the call sign, the phone's model, the version of Android or iOS and of the app (screen "About").
                - Write what exactly the driver sees, and when: an error's text says more than a description.
                - Attach a screenshot of the driver's phone.
                """),
        fields: [
            .callSign(isRequired: true),
            TopicField(
                key: "device",
                label: LocalizedText(
                    uk: "Модель телефона і версія системи", ru: "Модель телефона и версия системы",
                    en: "Phone model and system version"),
                hint: nil, kind: .text, isRequired: false),
        ], order: 30)
}
