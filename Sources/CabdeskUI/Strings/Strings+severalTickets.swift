/// The sentences about a change of several tickets.
extension Strings {
    func englishQuestion(_ change: TicketChangeName, _ count: Int, leftOut: Int) -> String {
        let tickets = self[.ticketCount(count)]
        let question =
            switch change {
            case .resolve: "Resolve \(tickets)?"
            case .reopen: "Reopen \(tickets)?"
            case .take: "Take \(tickets)?"
            case .assign(let name): "Assign \(tickets) to \(name)?"
            case .unassign: "Unassign \(tickets)?"
            case .move(let topic): "Move \(tickets) to “\(topic)”?"
            }
        return question + (leftOut > 0 ? " Left out, because it is not possible there: \(leftOut)." : "")
    }

    /// How many of the tickets the list does not show as it is now.
    func englishOutside(_ count: Int) -> String { count > 0 ? " Not in the present view: \(count)." : "" }
    func ukrainianOutside(_ count: Int) -> String { count > 0 ? " Поза цією добіркою: \(count)." : "" }
    func russianOutside(_ count: Int) -> String { count > 0 ? " Вне этой подборки: \(count)." : "" }

    func englishDone(_ change: TicketChangeName, _ count: Int, leftOut: Int, key: String?) -> String {
        let tickets = self[.ticketCount(count)]
        let done =
            switch change {
            case .resolve: "\(tickets) resolved."
            case .reopen: "\(tickets) reopened."
            case .take: "\(tickets) taken."
            case .assign(let name): "\(tickets) assigned to \(name)."
            case .unassign: "\(tickets) unassigned."
            case .move(let topic): "\(tickets) moved to “\(topic)”."
            }
        return done + (leftOut > 0 ? " Left out: \(leftOut)." : "") + (key.map { " Undo: \($0)." } ?? "")
    }

    func ukrainianQuestion(_ change: TicketChangeName, _ count: Int, leftOut: Int) -> String {
        let tickets = self[.ticketCount(count)]
        let question =
            switch change {
            case .resolve: "Позначити \(count == 1 ? "вирішеним" : "вирішеними") \(tickets)?"
            case .reopen: "Відкрити знову \(tickets)?"
            case .take: "Взяти собі \(tickets)?"
            case .assign(let name): "Призначити \(tickets): \(name)?"
            case .unassign: "Залишити \(tickets) без відповідального?"
            case .move(let topic): "Перенести \(tickets) до теми «\(topic)»?"
            }
        return question + (leftOut > 0 ? " Пропущено, бо для них це неможливо: \(leftOut)." : "")
    }

    func ukrainianDone(_ change: TicketChangeName, _ count: Int, leftOut: Int, key: String?) -> String {
        let done =
            switch change {
            case .resolve: "Позначено вирішеними: \(count)."
            case .reopen: "Знову відкрито: \(count)."
            case .take: "Взято собі: \(count)."
            case .assign(let name): "Призначено (\(name)): \(count)."
            case .unassign: "Без відповідального: \(count)."
            case .move(let topic): "Перенесено до теми «\(topic)»: \(count)."
            }
        return done + (leftOut > 0 ? " Пропущено: \(leftOut)." : "") + (key.map { " Скасувати: \($0)." } ?? "")
    }

    func russianQuestion(_ change: TicketChangeName, _ count: Int, leftOut: Int) -> String {
        let tickets = self[.ticketCount(count)]
        let question =
            switch change {
            case .resolve: "Отметить \(count == 1 ? "решённым" : "решёнными") \(tickets)?"
            case .reopen: "Открыть снова \(tickets)?"
            case .take: "Взять себе \(tickets)?"
            case .assign(let name): "Назначить \(tickets): \(name)?"
            case .unassign: "Оставить \(tickets) без ответственного?"
            case .move(let topic): "Перенести \(tickets) в тему «\(topic)»?"
            }
        return question + (leftOut > 0 ? " Пропущено, потому что для них это невозможно: \(leftOut)." : "")
    }

    func russianDone(_ change: TicketChangeName, _ count: Int, leftOut: Int, key: String?) -> String {
        let done =
            switch change {
            case .resolve: "Отмечено решёнными: \(count)."
            case .reopen: "Снова открыто: \(count)."
            case .take: "Взято себе: \(count)."
            case .assign(let name): "Назначено (\(name)): \(count)."
            case .unassign: "Без ответственного: \(count)."
            case .move(let topic): "Перенесено в тему «\(topic)»: \(count)."
            }
        return done + (leftOut > 0 ? " Пропущено: \(leftOut)." : "") + (key.map { " Отменить: \($0)." } ?? "")
    }
}
