import HelpdeskModels

extension Topic {
    static let orders = Topic(
        id: "orders",
        title: LocalizedText(uk: "Замовлення і тарифи", ru: "Заказы и тарифы", en: "Orders and tariffs"),
        recommendation: LocalizedText(
            uk: """
                - Назвіть номер замовлення: за ним ми бачимо всю його історію, час і автора кожної зміни.
                - Якщо ціна неправильна, напишіть, яку ціну показала програма і яку ви очікували.
                - Перевірте, який тариф і які надбавки діяли в цей час: «Довідники → Тарифи → Розклад».
                - Якщо замовлення не розподіляються, вкажіть сектор, час і позивні водіїв, що були вільні поруч.
                - Для зміни тарифу надішліть нові значення таблицею і дату, з якої вони діють.
                """,
            ru: """
                - Назовите номер заказа: по нему мы видим всю его историю, время и автора каждого изменения.
                - Если цена неверна, напишите, какую цену показала программа и какую вы ожидали.
                - Проверьте, какой тариф и какие надбавки действовали в это время: «Справочники → Тарифы → Расписание».
                - Если заказы не распределяются, укажите сектор, время и позывные свободных рядом водителей.
                - Для изменения тарифа пришлите новые значения таблицей и дату, с которой они действуют.
                """,
            en: """
                - Give the order's number: it shows us the whole history, with the time and author of every change.
                - If the price is wrong, write which price the program showed and which one you expected.
                - See which tariff and surcharges applied at that time: Directories → Tariffs → Schedule.
                - If orders are not assigned, give the sector, the time and the call signs of free drivers nearby.
                - To change a tariff, send the new values as a table and the date from which they apply.
                """),
        fields: [.orderNumber(), .callSign()], order: 40)
}

extension Topic {
    static let maps = Topic(
        id: "maps",
        title: LocalizedText(uk: "Карти та адреси", ru: "Карты и адреса", en: "Maps and addresses"),
        recommendation: LocalizedText(
            uk: """
                - Напишіть адресу так, як її називає клієнт, і так, як її знаходить (або не знаходить) програма.
                - Додайте посилання на точку з будь-якої карти або координати: так ми не помилимося будинком.
                - Для неправильного маршруту вкажіть номер замовлення: початок, кінець і шлях ми візьмемо з нього.
                - Якщо змінилася назва вулиці, вкажіть стару і нову назви та місто.
                - Нові об’єкти (ТРЦ, вокзал, лікарня) з кількома входами опишіть окремою точкою на кожен вхід.
                """,
            ru: """
                - Напишите адрес так, как его называет клиент, и так, как его находит (или не находит) программа.
                - Приложите ссылку на точку с любой карты или координаты: так мы не ошибёмся домом.
                - Для неверного маршрута укажите номер заказа: начало, конец и путь мы возьмём из него.
                - Если изменилось название улицы, укажите старое и новое названия и город.
                - Новые объекты (ТРЦ, вокзал, больница) с несколькими входами опишите отдельной точкой на каждый вход.
                """,
            en: """
                - Write the address as the customer says it, and as the program finds it (or does not).
                - Add a link to the place on any map, or its coordinates, so that we do not take the wrong house.
                - For a wrong route give the order's number: it tells us the start, the end and the way.
                - If a street was renamed, give the old name, the new name and the town.
                - Describe new places with several entrances (mall, station, hospital) as one point per entrance.
                """),
        fields: [
            TopicField(
                key: "address", label: LocalizedText(uk: "Адреса", ru: "Адрес", en: "Address"),
                hint: LocalizedText(
                    uk: "місто, вулиця, будинок", ru: "город, улица, дом", en: "town, street, house"),
                kind: .text, isRequired: true),
            .orderNumber(),
        ], order: 50)
}

extension Topic {
    static let reports = Topic(
        id: "reports",
        title: LocalizedText(uk: "Звіти", ru: "Отчёты", en: "Reports"),
        recommendation: LocalizedText(
            uk: """
                - Назвіть звіт так, як він називається в меню, і період, за який ви його будуєте.
                - Перевірте фільтри (зміна, підрозділ, тип оплати): збережений фільтр діє і наступного разу.
                - Якщо числа не сходяться, надішліть обидва: зі звіту і те, з яким порівнюєте, та звідки воно.
                - Додайте сам звіт файлом: так ми побачимо його вашими очима.
                - Для нового звіту опишіть стовпці, рядки і підсумки або накресліть зразок.
                """,
            ru: """
                - Назовите отчёт так, как он называется в меню, и период, за который вы его строите.
                - Проверьте фильтры (смена, подразделение, тип оплаты): сохранённый фильтр действует и в следующий раз.
                - Если числа не сходятся, пришлите оба: из отчёта и то, с которым сравниваете, и откуда оно.
                - Приложите сам отчёт файлом: так мы увидим его вашими глазами.
                - Для нового отчёта опишите столбцы, строки и итоги или начертите образец.
                """,
            en: """
                - Give the report's name as the menu has it, and the period that you build it for.
                - Check the filters (shift, branch, kind of payment): a saved filter applies the next time too.
                - If numbers do not agree, send both: the report's, and the one you compare with, and its source.
                - Attach the report as a file, so that we see it with your eyes.
                - For a new report describe the columns, rows and totals, or draw a sample.
                """),
        fields: [
            TopicField(
                key: "period", label: LocalizedText(uk: "Період", ru: "Период", en: "Period"),
                hint: LocalizedText(
                    uk: "від і до", ru: "с какого и по какое", en: "from and to"),
                kind: .text, isRequired: false)
        ], order: 60)
}
