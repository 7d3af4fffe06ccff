import HelpdeskModels

extension Topic {
    static let orders = Topic(
        id: "orders",
        title: LocalizedText(uk: "Замовлення і тарифи", ru: "Заказы и тарифы", en: "Orders and tariffs"),
        recommendation: LocalizedText(
            uk: """
                Назвіть номер замовлення: за ним ми бачимо всю його історію, час і автора кожної зміни.
                Якщо ціна неправильна, напишіть, яку ціну показала програма і яку ви очікували.
                Перевірте, який тариф і які надбавки діяли в цей час: «Довідники → Тарифи → Розклад».
                Якщо замовлення не розподіляються, вкажіть сектор, час і позивні водіїв, що були вільні поруч.
                Для зміни тарифу надішліть нові значення таблицею і дату, з якої вони діють.
                """,
            ru: """
                Назовите номер заказа: по нему мы видим всю его историю, время и автора каждого изменения.
                Если цена неверна, напишите, какую цену показала программа и какую вы ожидали.
                Проверьте, какой тариф и какие надбавки действовали в это время: «Справочники → Тарифы → Расписание».
                Если заказы не распределяются, укажите сектор, время и позывные свободных рядом водителей.
                Для изменения тарифа пришлите новые значения таблицей и дату, с которой они действуют.
                """,
            en: """
                Give the order's number: it shows us the whole history, with the time and author of every change.
                If the price is wrong, write which price the program showed and which one you expected.
                See which tariff and surcharges applied at that time: Directories → Tariffs → Schedule.
                If orders are not assigned, give the sector, the time and the call signs of free drivers nearby.
                To change a tariff, send the new values as a table and the date from which they apply.
                """),
        fields: [.orderNumber(), .callSign()], order: 40)
}
