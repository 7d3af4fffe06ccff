import HelpdeskModels

extension Topic {
    static let payments = Topic(
        id: "payments",
        title: LocalizedText(uk: "Оплата та розрахунки", ru: "Оплата и расчёты", en: "Payments"),
        recommendation: LocalizedText(
            uk: """
                - Вкажіть, про що йдеться: оплата поїздки карткою, баланс водія чи рахунок за програму.
                - Для поїздки назвіть номер замовлення, суму і час; повний номер картки не надсилайте ніколи.
                - Для балансу водія вкажіть позивний і операцію, яку вважаєте хибною.
                - Якщо гроші списано двічі, додайте виписку з банку або знімок повідомлення про списання.
                - Для рахунку назвіть його номер і реквізити, які треба виправити.
                """,
            ru: """
                - Укажите, о чём речь: оплата поездки картой, баланс водителя или счёт за программу.
                - Для поездки назовите номер заказа, сумму и время; полный номер карты не присылайте никогда.
                - Для баланса водителя укажите позывной и операцию, которую считаете ошибочной.
                - Если деньги списаны дважды, приложите выписку из банка или снимок сообщения о списании.
                - Для счёта назовите его номер и реквизиты, которые нужно исправить.
                """,
            en: """
                - Say what it is about: a trip paid by card, a driver's balance, or an invoice for the program.
                - For a trip give the order's number, the sum and the time; never send a full card number.
                - For a driver's balance give the call sign and the entry that you think is wrong.
                - If money was taken twice, attach the bank's statement or a picture of its message.
                - For an invoice give its number and the details to be corrected.
                """),
        fields: [
            .orderNumber(), .callSign(),
            TopicField(
                key: "amount", label: LocalizedText(uk: "Сума", ru: "Сумма", en: "Amount"), hint: nil, kind: .text,
                isRequired: false),
        ], order: 70)
}

extension Topic {
    /// Staff accounts and access.
    static let staff = Topic(
        id: "staff",
        title: LocalizedText(
            uk: "Облікові записи й доступ", ru: "Учётные записи и доступ", en: "Staff accounts and access"),
        recommendation: LocalizedText(
            uk: """
                - Для нового працівника вкажіть прізвище, ім’я, посаду і з якої дати потрібен доступ.
                - Напишіть, які права дати: простіше назвати працівника, у якого вони такі самі.
                - Якщо працівник звільнився, напишіть про це одразу: ми закриємо вхід того ж дня.
                - Забутий пароль змінює адміністратор служби: «Довідники → Працівники → Новий пароль».
                - Паролі в зверненні не пишіть: нам вони не потрібні.
                """,
            ru: """
                - Для нового сотрудника укажите фамилию, имя, должность и с какой даты нужен доступ.
                - Напишите, какие права дать: проще назвать сотрудника, у которого они такие же.
                - Если сотрудник уволился, напишите об этом сразу: мы закроем вход в тот же день.
                - Забытый пароль меняет администратор службы: «Справочники → Сотрудники → Новый пароль».
                - Пароли в обращении не пишите: нам они не нужны.
                """,
            en: """
                - For a new employee give the name, the position and the date from which access is needed.
                - Say which rights to give: it is easiest to name somebody who has the same ones.
                - If somebody has left, write at once: we close the account on the same day.
                - A forgotten password is changed by your administrator: Directories → Staff → New password.
                - Do not write passwords in a ticket: we do not need them.
                """),
        fields: [
            TopicField(
                key: "employee",
                label: LocalizedText(uk: "Працівник", ru: "Сотрудник", en: "Employee"),
                hint: LocalizedText(uk: "прізвище та ім’я", ru: "фамилия и имя", en: "name"), kind: .text,
                isRequired: true)
        ],
        template: LocalizedText(
            uk: "Посада: \nДоступ потрібен з: \nПрава як у: ", ru: "Должность: \nДоступ нужен с: \nПрава как у: ",
            en: "Position: \nAccess from: \nRights like: "), order: 80)
}
