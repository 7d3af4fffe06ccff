import HelpdeskModels

extension AlertStrings {
    func ukrainian(_ phrase: DutyPhrase) -> String {
        switch phrase {
        case .help:
            """
            Ви у списку чергових: сюди приходять виклики, коли клієнти повідомляють, що щось недоступно.

            /incidents що відкрито, з кнопками
            /incident 12 одна аварія з усіма повідомленнями
            /onduty хто зараз чергує
            /tell 12 ТЕКСТ слово всім, хто повідомив
            /merge 12 11 повідомлення аварії 12 переходять до 11
            /split 57 повідомлення 57 стає окремою аварією
            /language вибрати мову
            """
        case .state(.triggered, _): "ніхто не підтвердив"
        case .state(.reopened, _): "знову відкрита, ніхто не підтвердив"
        case .state(.acknowledged, let name): "у роботі" + (name.map { ": \($0)" } ?? "")
        case .state(.resolved, let name): "вирішено" + (name.map { ": \($0)" } ?? "")
        case .pageTitle(let incident, let kind, let since):
            "🚨 № \(incident) · \(self[.kind(kind)]) · з \(time(since))"
        case .pagedAgain(let pages): "Досі ніхто не підтвердив. Виклик \(pages)."
        case .pagedEveryone: "Викликано всіх."
        case .forgotten(let name, let at): "Підтвердження: \(name), \(time(at)); досі не вирішено."
        case .wasReopened: "Було вирішено і знову відкрито."
        case .reportCount(let count):
            slavicPlural(count, "повідомлення", "повідомлення", "повідомлень") + ":"
        case .report(let number, let service, let reporter, let text):
            report(number, service, reporter, text, unnamed: "службу ще не названо", unverified: "не перевірено")
        case .moreReports(let count): "… і ще \(count)"
        case .acknowledge: "Беру"
        case .resolve: "Вирішено"
        case .reopen: "Відкрити знову"
        case .youTook(let incident): "Аварія № \(incident) за вами. Коли все запрацює, натисніть «Вирішено»."
        case .alreadyYours(let incident): "Аварія № \(incident) вже за вами."
        case .taken(let incident, let name): "№ \(incident): у роботі, \(name)."
        case .alreadyTaken(let incident, let name): "№ \(incident) вже в роботі: \(name)."
        case .alreadyResolved(let incident): "№ \(incident) вже вирішено."
        case .youResolved(let incident, let reporters):
            "№ \(incident) вирішено. Чатів, яким повідомляємо: \(reporters)."
        case .resolved(let incident, let name): "№ \(incident): вирішено, \(name)."
        case .reopened(let incident, let name): "№ \(incident): знову відкрито, \(name)."
        case .notResolved(let incident): "№ \(incident) не вирішено, тож відкрити знову не можна."
        case .news(let incident, let kind): "№ \(incident) · \(self[.kind(kind)]): є нові повідомлення."
        case .merged(let incident, let other, let name): "№ \(incident) об’єднано з № \(other), \(name)."
        case .cannotMerge(let incident, let other):
            "№ \(incident) і № \(other) можна об’єднати, лише поки обидві відкриті."
        case .split(let report, let incident, let other, let name):
            "Повідомлення #\(report) перенесено з № \(incident) до № \(other), \(name)."
        case .cannotSplit(let report):
            "Немає повідомлення #\(report) у відкритій аварії, де є й інші. Номери покаже /incidents."
        case .telling(let incident, let reporters):
            "№ \(incident): надсилаємо в \(slavicPlural(reporters, "чат", "чати", "чатів"))."
        case .result(let incident, let reached, let all): "№ \(incident): повідомлено \(reached) з \(all)."
        case .notReached(let name, .blocked): "Не повідомлено: \(name), бота там заблоковано."
        case .notReached(let name, .refused): "Не повідомлено: \(name), Telegram відхилив повідомлення."
        case .notReached(let name, .unconfirmed): "Можливо, не повідомлено: \(name), Telegram не підтвердив."
        case .noSuchIncident(let incident): "Аварії № \(incident) немає. Що відкрито, покаже /incidents."
        case .noIncidents: "Нічого не відкрито."
        case .dutyLevel(let level): "Рівень \(level):"
        case .dutyEveryone: "Потім усі:"
        case .nobody: "зараз нікого"
        case .usage("merge"): "Пишіть так: /merge 12 11 — повідомлення аварії 12 переходять до 11."
        case .usage("split"): "Пишіть так: /split 57 — з номером повідомлення."
        case .usage("tell"): "Пишіть так: /tell 12 ТЕКСТ."
        case .usage(let command): "Пишіть так: /\(command) 12 — з номером аварії."
        case .gap(let hours):
            "Telegram був недоступний \(hours) год. Повідомлення з початку цього часу могли загубитися."
        case .conflict:
            "Інша програма забирає те, що пишуть цьому боту. Повідомлення можуть потрапляти туди: завершіть її."
        case .poison: "Щось із того, що написали цьому боту, не вдається прочитати. Див. журнал служби підтримки."
        case .fault:
            "Щось із того, що мав зробити цей бот, не вдалося, можливо, виклик. Див. /incidents і журнал служби підтримки."
        case .notOnDuty: "Це можуть лише люди зі списку чергових. Список веде адміністратор служби підтримки."
        case .anonymousRefused:
            "Анонімного адміністратора немає у списку чергових. Пишіть від себе: вимкніть анонімність у правах."
        }
    }
}
