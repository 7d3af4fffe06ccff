import HelpdeskModels

extension Topic {
    static let telephony = Topic(
        id: "telephony",
        title: LocalizedText(uk: "Телефонія та дзвінки", ru: "Телефония и звонки", en: "Telephony and calls"),
        recommendation: LocalizedText(
            uk: """
                Уточніть, що не працює: вхідні, вихідні, звук в один бік чи запис розмов.
                Перевірте гарнітуру: увімкніть її в інший порт USB і виберіть у налаштуваннях звуку програми.
                Зателефонуйте на номер служби з мобільного і запишіть, що чути: гудки, тишу чи повідомлення оператора.
                Вкажіть номер лінії, точний час хоча б одного невдалого дзвінка і номер того, хто телефонував.
                Якщо чути шум або луну, додайте запис розмови.
                """,
            ru: """
                Уточните, что не работает: входящие, исходящие, звук в одну сторону или запись разговоров.
                Проверьте гарнитуру: подключите её к другому порту USB и выберите в настройках звука программы.
                Позвоните на номер службы с мобильного и запишите, что слышно: гудки, тишину или сообщение оператора.
                Укажите номер линии, точное время хотя бы одного неудачного звонка и номер звонившего.
                Если слышен шум или эхо, приложите запись разговора.
                """,
            en: """
                Say what does not work: incoming calls, outgoing calls, sound in one direction, or call recording.
                Check the headset: plug it into another USB port and choose it in the program's sound settings.
                Call the service's number from a mobile phone and note what you hear: ringing, silence, a message.
                Give the line's number, the exact time of one failed call at least, and the caller's number.
                If there is noise or an echo, attach a recording.
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
