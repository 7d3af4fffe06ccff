import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// The two bots on the Customer Page.
extension AppState {
    /// The first thing to know for somebody who looks for Telegram on a desk that has none.
    var withoutBotsLines: [CustomerPageLine] {
        guard let desk = desk.desk, !hasConnectedBot else { return [] }
        let bot = desk.supportBot ?? desk.alertBot
        let lines = bot.map { obstacle($0, columns: size.columns - 4) }
        return (lines ?? wrapped(strings[.noBots], columns: size.columns - 4, role: "banner.warning"))
            + [CustomerPageLine()]
    }

    private var hasConnectedBot: Bool {
        [desk.desk?.supportBot, desk.desk?.alertBot].contains { $0?.isConnected == true }
    }

    var supportBotLines: [CustomerPageLine] {
        guard let desk = desk.desk else { return [] }
        let room = size.columns - 4
        var lines = [CustomerPageLine(), heading(.supportBotTitle)]
        guard let bot = desk.supportBot else { return lines + wrapped(strings[.noBot], columns: room) }
        lines += wrapped(strings[.supportBotIntro], columns: room)
        guard bot.isConnected, capabilities.telegram else {
            lines += steps(strings.supportBotSteps(bot), columns: room)
            return lines + address(of: bot) + (hasConnectedBot ? obstacle(bot, columns: room) : [])
        }
        if self.desk.me?.user.role.isStaff == true {
            let waiting = claims.isEmpty ? wrapped(strings[.telegram(.noClaimsWait)], columns: room) : []
            return lines + address(of: bot) + [CustomerPageLine()] + waiting + chatLines
        }
        lines += chatLines
        if self.desk.links.isEmpty {
            lines += wrapped(strings[.telegram(.notLinked)], columns: room, role: "banner.warning")
        }
        let steps = LinkStep.all(bot, key: "l").map { strings[.telegram(.step($0))] }
        return lines + self.steps(steps, columns: room) + address(of: bot)
    }

    var alertBotLines: [CustomerPageLine] {
        guard let desk = desk.desk else { return [] }
        guard let bot = desk.alertBot else {
            return [CustomerPageLine(), heading(.alertBotTitle)] + wrapped(strings[.noBot], columns: size.columns - 4)
        }
        // A code that leads to a bot which nobody runs, or that is somebody else's, would be worse than none.
        let code = bot.isConnected ? QRCode(bot.link)?.lines ?? [] : []
        let codeColumns = code.first?.count ?? 0
        let fits = size.columns >= codeColumns + 40
        let columns = fits && !code.isEmpty ? size.columns - codeColumns - 6 : size.columns - 4
        var lines = [heading(.alertBotTitle)]
        lines += wrapped(strings[.alertBotIntro(desk.officeHours)], columns: columns)
        lines += steps(strings.alertBotSteps(bot), columns: columns)
        lines += address(of: bot)
        if !bot.isConnected, hasConnectedBot { lines += obstacle(bot, columns: columns) }
        return [CustomerPageLine()] + beside(lines, code, fits: fits)
    }

    /// The chats that are linked, stopped, or ask for it.
    private var chatLines: [CustomerPageLine] {
        desk.links.flatMap { link -> [CustomerPageLine] in
            var details: [String] = []
            let role: Role
            switch link.state {
            case .linked:
                role = "status.resolved"
                details.append(strings[.telegram(.linked(link))])
            case .blocked:
                role = "banner.warning"
                details.append(strings[.telegram(.blocked(link))])
            case .pending:
                role = "status.waiting"
                details.append(strings[.telegram(.claim(link, service: serviceName(of: link)))])
            case .rejected, .unlinked: return []
            }
            if !link.wantsAnswers { details.append(strings[.telegram(.mutedNote)]) }
            if let name = link.claimedName { details.append(strings[.telegram(.claimedBy(name))]) }
            if let user = link.user { details.append(strings[.telegram(.linkedBy(user.name))]) }
            let name = Sanitizer.visible(strings.linkName(link))
            let rest = Sanitizer.visible(details.joined(separator: ", "))
            if DisplayWidth.of(name) + DisplayWidth.of(rest) + 8 <= size.columns {
                return [CustomerPageLine(text: "● \(name)", role: role, indent: 2, detail: rest)]
            }
            return [CustomerPageLine(text: "● \(name)", role: role, indent: 2)]
                + TextWrap.lines(rest, columns: size.columns - 6).map {
                    CustomerPageLine(text: String($0), role: "text.dim", indent: 4)
                }
        }
    }

    private func steps(_ steps: [String], columns: Int) -> [CustomerPageLine] {
        steps.enumerated().flatMap { index, step in
            TextWrap.lines(step, columns: columns - 4).enumerated().map { offset, line in
                CustomerPageLine(text: (offset == 0 ? "\(index + 1). " : "   ") + String(line), indent: 3)
            }
        }
    }

    private func address(of bot: TelegramBot) -> [CustomerPageLine] {
        [
            CustomerPageLine(text: "@\(bot.username)", role: "text.strong", indent: 2),
            CustomerPageLine(text: bot.link, role: "link", indent: 2),
        ]
    }

    /// Why the bot does not answer, or links no chats.
    private func obstacle(_ bot: TelegramBot, columns: Int) -> [CustomerPageLine] {
        let phrase: Phrase =
            if !capabilities.telegram {
                .telegram(.notOffered)
            } else {
                desk.me?.user.role == .admin ? .botNotConnectedAdmin : .botNotConnected
            }
        return wrapped(strings[phrase], columns: columns, role: "banner.warning")
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
}
