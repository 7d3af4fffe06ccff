import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension LinearState {
    /// Does what a line asked for where a command is expected.
    mutating func command(_ typed: String) -> [Effect] {
        if typed == "." { return leave() }
        if let number = ticketNumber(typed) { return open(number: number) }
        if typed.hasPrefix("+"), let place = Int(typed.dropFirst()) { return openUnsent(place) }
        switch parsed(typed) {
        case .command(let command): return perform(command)
        case .ambiguous(let names):
            say(.ambiguous(names))
        case .unknown: say(.unknownCommand)
        }
        return []
    }

    mutating func perform(_ command: LinearCommand) -> [Effect] {
        switch command.verb {
        case .own(let own): return perform(own, command.argument)
        case .action(let action):
            if let reason = app.reasonDisabled(action) {
                say(strings[reason])
                return []
            }
            return perform(action, command.argument)
        }
    }

    private mutating func perform(_ action: Action, _ argument: String) -> [Effect] {
        switch (place, action) {
        case (_, .help):
            reportHelp()
            return []
        case (_, .back), (_, .leaveText): return leave()
        case (_, .showTickets) where place.isInTicket: return app.perform(.back)
        case (_, .syncNow):
            wantsStatus = true
            return app.perform(action)
        case (_, .switchLanguage): return switchLanguage(argument)
        case (.customerPage, .linkChat): reported.offer = nil
        case (.list, _): return performOnList(action, argument)
        case (.ticket, _): return performOnTicket(action, argument)
        case (.reply, .removeFile), (.create, .removeFile): return removeFile(argument)
        case (.reply, _), (.create, _), (.customerPage, _): break
        }
        return performAndAnswer(action, argument)
    }

    /// Asks the action of the screens; what stands after the command answers the question that it opens.
    mutating func performAndAnswer(_ action: Action, _ argument: String) -> [Effect] {
        let before = app.overlays.count
        var effects = app.perform(action)
        takeNotice()
        if !argument.isEmpty, app.overlays.count > before, let overlay = app.overlays.last {
            effects += answer(overlay, argument)
        }
        return effects
    }

    private mutating func perform(_ own: LinearOnlyCommand, _ argument: String) -> [Effect] {
        switch own {
        case .status: wantsStatus = true
        case .counts: reportCounts()
        case .read: return read(argument)
        case .write: write()
        case .deleteLine: return deleteLine(argument)
        case .chooseService: app.openServiceList()
        case .chooseTopic: app.openTopicList()
        case .fillFields: if !(app.createTopic?.fields ?? []).isEmpty { app.create.focus = .field(0) }
        case .writeSubject: app.create.focus = .subject
        }
        return []
    }

    private mutating func read(_ argument: String) -> [Effect] {
        switch place {
        case .list: return showPage()
        case .ticket: reportMessage(argument)
        case .reply, .create: reportDraft()
        case .customerPage: reportCustomerPage()
        }
        return []
    }

    private mutating func switchLanguage(_ argument: String) -> [Effect] {
        let all = Language.allCases
        let asked = all.first { !argument.isEmpty && $0.rawValue == argument.prefix(2).lowercased() }
        if let asked, asked == app.language { return [] }
        var effects = app.perform(.switchLanguage)
        while let asked, app.language != asked { effects = app.perform(.switchLanguage) }
        reported.prompt = nil
        say(.languageChosen)
        return effects
    }
}
