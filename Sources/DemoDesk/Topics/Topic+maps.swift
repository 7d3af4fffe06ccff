import HelpdeskModels

extension Topic {
    static let maps = Topic(
        id: "maps",
        title: LocalizedText(uk: "Карти та адреси", ru: "Карты и адреса", en: "Maps and addresses"),
        recommendation: LocalizedText(
            uk: """
                Напишіть адресу так, як її називає клієнт, і так, як її знаходить (або не знаходить) програма.
                Додайте посилання на точку з будь-якої карти або координати: так ми не помилимося будинком.
                Для неправильного маршруту вкажіть номер замовлення: початок, кінець і шлях ми візьмемо з нього.
                Якщо змінилася назва вулиці, вкажіть стару і нову назви та місто.
                Нові об'єкти (ТРЦ, вокзал, лікарня) з кількома входами опишіть окремою точкою на кожен вхід.
                """,
            ru: """
                Напишите адрес так, как его называет клиент, и так, как его находит (или не находит) программа.
                Приложите ссылку на точку с любой карты или координаты: так мы не ошибёмся домом.
                Для неверного маршрута укажите номер заказа: начало, конец и путь мы возьмём из него.
                Если изменилось название улицы, укажите старое и новое названия и город.
                Новые объекты (ТРЦ, вокзал, больница) с несколькими входами опишите отдельной точкой на каждый вход.
                """,
            en: """
                Write the address as the customer says it, and as the program finds it (or does not).
                Add a link to the place on any map, or its coordinates, so that we do not take the wrong house.
                For a wrong route give the order's number: it tells us the start, the end and the way.
                If a street was renamed, give the old name, the new name and the town.
                Describe new places with several entrances (mall, station, hospital) as one point an entrance.
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
