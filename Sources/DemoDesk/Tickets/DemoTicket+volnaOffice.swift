import HelpdeskModels

/// Такси Волна: reports, payments, accounts, everything else.
extension DemoTicket {
    static let volnaOffice: [DemoTicket] = [
        DemoTicket(
            "reports", by: DemoPeople.marina, daysAgo: 102, "Отчёт по сменам не сходится с кассой",
            """
            В отчёте за дневную смену наличных 38 140, в кассе 37 910. Разница 230 за один день, и так третий день. \
            Отчёт прилагаю.
            """,
            fields: ["period": "дневная смена, 08:00–20:00"], files: [.shiftReport],
            [
                .takes(DemoPeople.olena, after: 20),
                .says(
                    DemoPeople.olena, after: 75,
                    """
                    Добрый день! Разница ровно равна отменённому заказу 904218: водитель отменил его после оплаты, и \
                    отчёт его не вычел. Исправили, постройте отчёт заново за все три дня.
                    """),
                .says(DemoPeople.marina, after: 35, "За все три дня сошлось до копейки. Спасибо!"),
                .resolves(DemoPeople.marina, after: 1), .rates(DemoPeople.marina, after: 1, 5, "Бухгалтер счастлив"),
            ]),
        DemoTicket(
            "reports", by: DemoPeople.vadim, daysAgo: 4.7, "Выгрузка в таблицу портит номера телефонов",
            "При выгрузке отчёта номера превращаются в «3,8E+11». Раньше такого не было.",
            fields: ["period": "любой"],
            [
                .says(
                    DemoPeople.maksym, after: 31,
                    """
                    Добрый день! Так их показывает табличный редактор, в файле номера целые. Выгружайте в XLSX вместо \
                    CSV: «Выгрузить ▾ → XLSX», там столбец помечен как текст. Подошло?
                    """)
            ]),
        DemoTicket(
            "payments", by: DemoPeople.sergey, daysAgo: 147, at: "10:48", "Водителю не зачислили пополнение",
            "Водитель 77 пополнил баланс на 500 через терминал в 10:05, на счёте нет. Чек у водителя на руках.",
            fields: ["call_sign": "77", "amount": "500"],
            [
                .says(
                    DemoPeople.maksym, after: 24,
                    "Добрый день! Платёж пришёл с ошибкой в позывном: 7 вместо 77. Зачислили водителю 77, у водителя 7 сняли."
                ),
                .says(DemoPeople.sergey, after: 18, "Вижу зачисление. Спасибо!"),
                .resolves(DemoPeople.maksym, after: 3), .rates(DemoPeople.sergey, after: 240, 5),
            ]),
        DemoTicket(
            "payments", by: DemoPeople.marina, daysAgo: 11, "Комиссия по карте выросла",
            """
            С начала месяца по карточным поездкам удерживается 2,7 % вместо 2,2 %. Письма об изменении не получали. \
            Это ошибка или новый тариф банка?
            """,
            [
                .takes(DemoPeople.olena, after: 90),
                .notes(DemoPeople.olena, after: 200, "Спросила у банка. Похоже, им присвоили другую категорию."),
                .says(
                    DemoPeople.olena, after: 20,
                    "Добрый день, Марина! Изменения с нашей стороны не было, запросили банк-эквайер. Ответ обещают за три рабочих дня."
                ),
                .says(DemoPeople.marina, after: 5_900, "Прошло четыре дня. Что ответил банк?"),
            ]),
        DemoTicket(
            "staff", by: DemoPeople.sergey, daysAgo: 215, at: "11:12", "Закрыть доступ уволенному сотруднику",
            "Сотрудник уволился сегодня, прошу закрыть вход в программу и в отчёты.",
            fields: ["employee": "Кравец Антон"],
            [
                .says(DemoPeople.olena, after: 8, "Добрый день! Вход закрыт в 11:20, открытый сеанс завершён."),
                .resolves(DemoPeople.sergey, after: 4), .rates(DemoPeople.sergey, after: 1, 5),
            ]),
        DemoTicket(
            "staff", by: DemoPeople.marina, daysAgo: 1.6, "Права старшего смены",
            "Должность: старший смены\nДоступ нужен с: сегодня\nПрава как у: Сергея Лебедева, но без отчётов по деньгам",
            fields: ["employee": "Гриценко Павел"]),
        DemoTicket(
            "other", by: DemoPeople.vadim, daysAgo: 54, "Можно ли поменять логотип в приложении клиента",
            "У службы новый логотип. Где его заменить в приложении и какого размера нужен файл?",
            [
                .says(
                    DemoPeople.olena, after: 58,
                    """
                    Добрый день! Пришлите PNG 1024 на 1024 точки на прозрачном фоне, заменим мы. В магазинах \
                    приложений новый логотип появится после их проверки, обычно через два–три дня.
                    """)
            ]),
    ]
}
