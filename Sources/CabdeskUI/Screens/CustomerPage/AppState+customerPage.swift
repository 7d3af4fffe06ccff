import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension AppState {
    mutating func performOnCustomerPage(_ action: Action) -> [Effect] {
        let last = max(0, customerPageLines.count - bodyRect.rows)
        customerPage.scroll = scrolled(customerPage.scroll, action, page: bodyRect.rows - 1, last: last)
        return []
    }

    /// The whole page: who I am, when the desk is open, and the two bots.
    var customerPageLines: [CustomerPageLine] {
        accountLines + officeHoursLines + botLines(.support) + botLines(.alert)
    }

    private var accountLines: [CustomerPageLine] {
        guard let me = desk.me else {
            return [CustomerPageLine(text: strings[.listNotSyncedYet], role: "text.dim", indent: 2)]
        }
        var lines = [heading(.accountTitle)]
        lines.append(fact(.accountUser, "\(me.user.name) (\(strings[.role(me.user.role)]))"))
        if let service = me.service { lines.append(fact(.accountService, service.name)) }
        if let desk = desk.desk { lines.append(fact(.accountDesk, desk.name)) }
        return lines
    }

    private var officeHoursLines: [CustomerPageLine] {
        guard let hours = desk.desk?.officeHours else { return [] }
        let isOpen = hours.isOpen(at: now)
        let change = hours.nextChange(after: now)
        return [
            CustomerPageLine(), heading(.hoursTitle),
            CustomerPageLine(
                text: strings[isOpen ? .hoursOpen(until: change, hours) : .hoursClosed(until: change, hours)],
                role: isOpen ? "status.resolved" : "banner.warning", indent: 2),
        ] + wrapped(strings[.hoursExplained(hours)], columns: size.columns - 4)
    }

    private enum Bot { case support, alert }

    private func botLines(_ kind: Bot) -> [CustomerPageLine] {
        let bot = kind == .support ? desk.desk?.supportBot : desk.desk?.alertBot
        let title: Phrase = kind == .support ? .supportBotTitle : .alertBotTitle
        guard desk.desk != nil else { return [] }
        guard let bot else {
            return [CustomerPageLine(), heading(title)] + wrapped(strings[.noBot], columns: size.columns - 4)
        }

        let code = QRCode(bot.link)?.lines ?? []
        let codeColumns = code.first?.count ?? 0
        let fits = size.columns >= codeColumns + 40
        let columns = fits ? size.columns - codeColumns - 6 : size.columns - 4
        var lines = [heading(title)]
        let intro: Phrase = kind == .support ? .supportBotIntro : .alertBotIntro(desk.desk?.officeHours)
        lines += wrapped(strings[intro], columns: columns)
        let steps = kind == .support ? strings.supportBotSteps(bot) : strings.alertBotSteps(bot)
        for (index, step) in steps.enumerated() {
            let number = "\(index + 1). "
            for (offset, line) in TextWrap.lines(step, columns: columns - 4).enumerated() {
                lines.append(CustomerPageLine(text: (offset == 0 ? number : "   ") + String(line), indent: 3))
            }
        }
        lines.append(CustomerPageLine(text: "@\(bot.username)", role: "text.strong", indent: 2))
        lines.append(CustomerPageLine(text: bot.link, role: "link", indent: 2))
        if !bot.isConnected {
            let phrase: Phrase = desk.me?.user.role == .admin ? .botNotConnectedAdmin : .botNotConnected
            lines += wrapped(strings[phrase], columns: columns, role: "text.dim")
        }
        return [CustomerPageLine()] + beside(lines, code, fits: fits)
    }

    /// Puts the code at the right of the lines, or below them where the window is narrow.
    private func beside(_ lines: [CustomerPageLine], _ code: [String], fits: Bool) -> [CustomerPageLine] {
        if !fits { return lines + code.map { CustomerPageLine(code: $0) } }
        return (0..<max(lines.count, code.count)).map { index in
            var line = lines[safe: index] ?? CustomerPageLine()
            line.code = code[safe: index]
            return line
        }
    }

    private func heading(_ phrase: Phrase) -> CustomerPageLine {
        CustomerPageLine(text: strings[phrase], role: "title", indent: 1)
    }

    private func fact(_ label: Phrase, _ value: String) -> CustomerPageLine {
        CustomerPageLine(text: "\(strings[label]): \(Sanitizer.visible(value))", indent: 2)
    }

    private func wrapped(_ text: String, columns: Int, role: Role = "text") -> [CustomerPageLine] {
        TextWrap.lines(text, columns: columns).map { CustomerPageLine(text: String($0), role: role, indent: 2) }
    }
}
