import HelpdeskModels

extension Topic {
    static let driverApp = Topic(
        id: "driver-app",
        title: LocalizedText(uk: "Застосунок водія", ru: "Приложение водителя", en: "Driver's app"),
        recommendation: LocalizedText(
            uk: """
                Попросіть водія оновити застосунок і перезапустити телефон: це усуває більшість випадків.
                Перевірте дозволи: геолокація «Завжди», без обмежень економії заряду, мобільні дані увімкнені.
                Вкажіть позивний, модель телефону, версію Android або iOS і версію застосунку (екран «Про програму»).
                Напишіть, що саме бачить водій і о котрій годині: текст помилки важливіший за опис.
                Додайте знімок екрана водія.
                """,
            ru: """
                Попросите водителя обновить приложение и перезапустить телефон: это устраняет большинство случаев.
                Проверьте разрешения: геолокация «Всегда», без ограничений экономии заряда, мобильные данные включены.
                Укажите позывной, модель телефона, версию Android или iOS и версию приложения (экран «О программе»).
                Напишите, что именно видит водитель и в котором часу: текст ошибки важнее описания.
                Приложите снимок экрана водителя.
                """,
            en: """
                Ask the driver to update the app and restart the phone: that settles most cases.
                Check the permissions: location "Always", no battery restrictions, mobile data on.
                Give the call sign, the phone's model, the version of Android or iOS and of the app (screen "About").
                Write what exactly the driver sees, and when: an error's text says more than a description.
                Attach a screenshot of the driver's phone.
                """),
        fields: [
            .callSign(isRequired: true),
            TopicField(
                key: "device",
                label: LocalizedText(
                    uk: "Модель телефону і версія системи", ru: "Модель телефона и версия системы",
                    en: "Phone model and system version"),
                hint: nil, kind: .text, isRequired: false),
        ], order: 30)
}
