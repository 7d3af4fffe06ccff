import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension LinearState {
    /// The prompt: where one is and what can be typed. The commands are named once at each place, then only `?` is.
    mutating func takePrompt() -> String {
        if isWriting { return "" }
        if let asked = askedPrompt { return "\(Sanitizer.visible(asked)): " }
        let name = Sanitizer.visible(placeName)
        let commands = shortCommands.joined(separator: ", ")
        let key = "\(name) \(commands)"
        let isNew = reported.prompt != key
        reported.prompt = key
        let help = strings[LinearPhrase.promptHelp]
        return isNew && !commands.isEmpty ? "\(name), \(commands), \(help): " : "\(name), \(help): "
    }

    /// The prompt within a long answer.
    var promptForMore: String { strings[LinearPhrase.promptMore(rest.count)] }

    private var placeName: String {
        switch place {
        case .list: return strings[.tabTickets]
        case .ticket:
            guard let ticket = app.ticket?.conversation?.ticket else { return strings[.context(.ticket)] }
            return ticket.number.map { "№ \($0)" } ?? strings[.notNumberedYet]
        case .reply:
            let isNote = app.ticket?.reply?.draft.kind.isNote ?? false
            return strings[isNote ? .noteTitle : .context(.reply)]
        case .create: return strings[.tabCreate]
        case .customerPage: return strings[.tabCustomerPage]
        }
    }

    /// The commands that matter most here: those of the footer, without what cannot be done now.
    private var shortCommands: [String] {
        var shown: [String] = []
        if place == .list { shown.append(strings[LinearPhrase.numberOpens]) }
        let footer = Set(bindings.bindings.filter { $0.isInFooter && contexts.contains($0.context) }.map(\.action))
        for offer in offers {
            guard case .action(let action) = offer.verb, footer.contains(action), offer.context != .everywhere,
                ![.back, .leaveText, .open, .quit].contains(action), app.isOffered(action),
                let letter = offer.letter
            else { continue }
            shown.append("\(letter) \(strings.label(of: offer))")
        }
        if place != .list { shown.append(strings[LinearPhrase.dotBack]) }
        return shown
    }

    /// The prompt of a question.
    private var askedPrompt: String? {
        switch question {
        case .filter: return strings[LinearPhrase.promptFilter]
        case .view, .sort: return strings[LinearPhrase.promptNumber]
        case nil: break
        }
        switch app.overlays.last {
        case .choices(let list): return prompt(of: list)
        case .confirm(let confirmation):
            return strings[LinearPhrase.askYesOrNo(marked: confirmation.marked == .yes)]
        case .rating(let rating):
            return rating.score == nil ? strings[LinearPhrase.askRating] : strings[LinearPhrase.promptComment]
        case .path(let path): return strings[LinearPhrase.promptFolder(path.editor.text)]
        case .browser: return strings[LinearPhrase.promptFile]
        case .transfers:
            let others = offers.filter { $0.verb != .action(.back) }.map(offered)
            return strings[LinearPhrase.promptNumbered(others)]
        case .shiftNote: return "\(strings[.shiftNoteTitle]). \(strings[.shiftNoteHint])"
        case .cannedText(let edit): return strings[LinearPhrase.promptCannedText(isChanged: edit.isChanged)]
        case .cannedName(let name) where name.edit != nil:
            return strings[LinearPhrase.promptCannedName(name.editor.text)]
        case .cannedName: return "\(strings[.cannedNameTitle]). \(strings[.cannedNameHint])"
        case .severalReply: return strings[LinearPhrase.promptSeveralReply(app.severalReply.lineCount)]
        case .why(let why): return "\(strings[.whyTitle(why.kind)]) (\(strings[LinearPhrase.promptWhy]))"
        case .help, .preview, nil: break
        }
        guard place == .create else { return nil }
        switch app.create.focus {
        case .field(let index):
            guard let field = app.createTopic?.fields[safe: index] else { return nil }
            let value = app.create.fields[field.key]?.text ?? ""
            return strings[
                LinearPhrase.promptField(field.label[app.language], isRequired: field.isRequired, value: value)]
        case .subject:
            let subject = app.create.draft.effectiveSubject(limits: app.limits)
            return strings[LinearPhrase.promptSubject(subject)]
        case .service, .topic, .text, .save: return nil
        }
    }

    private func prompt(of list: ChoiceList) -> String {
        switch list.purpose {
        case .service: return strings[LinearPhrase.promptService]
        case .topic: return strings[LinearPhrase.promptTopic]
        case .attachment:
            let letters = offers.filter { [.action(.openAttachment), .action(.previewAttachment)].contains($0.verb) }
            return strings[LinearPhrase.promptAttachment(letters.map(offered))]
        case .shiftNote: return strings[LinearPhrase.promptShiftNote]
        case .cannedReply: return strings[LinearPhrase.promptCannedReply]
        case .draft: return strings[LinearPhrase.promptDraft]
        case .fileRemoval, .move, .priority, .merge, .assignee, .palette, .theme, .profile, .chat, .device:
            return strings[LinearPhrase.promptChoice]
        }
    }

    private func offered(_ offer: LinearOffer) -> String {
        [offer.letter.map(String.init), strings.label(of: offer)].compactMap { $0 }.joined(separator: " ")
    }

    // MARK: Questions of the linear mode's own

    mutating func report(_ question: LinearQuestion) {
        switch question {
        case .filter: break
        case .view:
            for (index, view) in app.views.enumerated() {
                say("\(index + 1). \(strings[.view(view)]), \(app.tickets.counts[view])")
            }
        case .sort:
            for (index, column) in app.sortColumns.enumerated() {
                say("\(index + 1). \(strings.sortColumn(column))")
            }
        }
    }

    // MARK: Help

    /// Everything that can be typed here, a command a line, and why some of it cannot be done now.
    mutating func reportHelp() {
        say(strings[.context(contexts.first ?? .everywhere)])
        if place == .list || place.isInTicket { say(.helpNumbers) }
        let offers = self.offers
        for offer in offers.filter({ $0.letter != nil }) + offers.filter({ $0.letter == nil }) {
            var line = offer.letter.map { "\($0): " } ?? ""
            line += strings.names(of: offer).first ?? ""
            if case .action(let action) = offer.verb, let reason = app.reasonDisabled(action) {
                line += ". \(strings[reason])"
            }
            say(line)
        }
        say(.helpDot)
        say(.helpWords)
    }
}
