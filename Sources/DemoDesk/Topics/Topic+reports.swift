import HelpdeskModels

extension Topic {
    static let reports = Topic(
        id: "reports",
        title: LocalizedText(uk: "Звіти", ru: "Отчёты", en: "Reports"),
        recommendation: LocalizedText(
            uk: """
                Назвіть звіт, як він зветься в меню, і період, за який ви його будуєте.
                Перевірте фільтри (зміна, підрозділ, тип оплати): збережений фільтр діє і наступного разу.
                Якщо числа не сходяться, надішліть обидва: зі звіту і те, з яким порівнюєте, та звідки воно.
                Додайте сам звіт файлом: так ми побачимо його вашими очима.
                Для нового звіту опишіть стовпці, рядки і підсумки або накресліть зразок.
                """,
            ru: """
                Назовите отчёт, как он называется в меню, и период, за который вы его строите.
                Проверьте фильтры (смена, подразделение, тип оплаты): сохранённый фильтр действует и в следующий раз.
                Если числа не сходятся, пришлите оба: из отчёта и то, с которым сравниваете, и откуда оно.
                Приложите сам отчёт файлом: так мы увидим его вашими глазами.
                Для нового отчёта опишите столбцы, строки и итоги или начертите образец.
                """,
            en: """
                Give the report's name as the menu has it, and the period that you build it for.
                Check the filters (shift, branch, kind of payment): a saved filter applies the next time too.
                If numbers do not agree, send both: the report's, and the one you compare with, and its source.
                Attach the report as a file, so that we see it with your eyes.
                For a new report describe the columns, rows and totals, or draw a sample.
                """),
        fields: [
            TopicField(
                key: "period", label: LocalizedText(uk: "Період", ru: "Период", en: "Period"),
                hint: LocalizedText(
                    uk: "від і до", ru: "с какого и по какое", en: "from and to"),
                kind: .text, isRequired: false)
        ], order: 60)
}
