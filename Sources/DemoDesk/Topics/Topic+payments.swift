import HelpdeskModels

extension Topic {
    static let payments = Topic(
        id: "payments",
        title: LocalizedText(uk: "Оплата та розрахунки", ru: "Оплата и расчёты", en: "Payments"),
        recommendation: LocalizedText(
            uk: """
                Вкажіть, про що йдеться: оплата поїздки карткою, баланс водія чи рахунок за програму.
                Для поїздки назвіть номер замовлення, суму і час; повний номер картки не надсилайте ніколи.
                Для балансу водія вкажіть позивний і операцію, яку вважаєте хибною.
                Якщо гроші списано двічі, додайте виписку банку або знімок повідомлення про списання.
                Для рахунка назвіть його номер і реквізити, які треба виправити.
                """,
            ru: """
                Укажите, о чём речь: оплата поездки картой, баланс водителя или счёт за программу.
                Для поездки назовите номер заказа, сумму и время; полный номер карты не присылайте никогда.
                Для баланса водителя укажите позывной и операцию, которую считаете ошибочной.
                Если деньги списаны дважды, приложите выписку банка или снимок сообщения о списании.
                Для счёта назовите его номер и реквизиты, которые нужно исправить.
                """,
            en: """
                Say what it is about: a trip paid by card, a driver's balance, or an invoice for the program.
                For a trip give the order's number, the sum and the time; never send a full card number.
                For a driver's balance give the call sign and the entry that you think is wrong.
                If money was taken twice, attach the bank's statement or a picture of its message.
                For an invoice give its number and the details to be corrected.
                """),
        fields: [
            .orderNumber(), .callSign(),
            TopicField(
                key: "amount", label: LocalizedText(uk: "Сума", ru: "Сумма", en: "Amount"), hint: nil, kind: .text,
                isRequired: false),
        ], order: 70)
}
