import HelpdeskModels

extension AlertMachine {
    /// The length of a remark that the bot keeps, in characters.
    private static let remarkLength = 1000

    mutating func receive(_ message: AlertChatMessage) {
        guard message.isPrivate else { return receiveInGroup(message) }
        guard let sender = message.sender else { return }
        var person = meet(sender, in: message.chat)
        if let command = AlertCommand(message.text, bot: settings.username), !isReport(message.text, command, sender) {
            obey(command, of: sender, in: message.chat, person: &person)
        } else {
            let text = CleanLine.of(message.text, atMost: Self.remarkLength)
            let remark = [message.hasFile ? Self.clip : "", text].filter { !$0.isEmpty }.joined(separator: " ")
            if remark.isEmpty {
                say([.notUnderstood], to: message.chat, choosing: true)
            } else {
                hear(AlertRemark(remark, file: message.file), of: &person)
            }
        }
        state.people[person.chat] = person
    }

    /// Whether words behind a slash are a report: `/tmp is full` from somebody who reports. A command that somebody on
    /// duty misspelt is none, and pages nobody.
    private func isReport(_ text: String, _ command: AlertCommand, _ sender: AlertSender) -> Bool {
        command == .unknown && BotCommand(text)?.argument.isEmpty == false && schedule.person(sender.id) == nil
    }

    mutating func receive(_ press: AlertButtonPress) {
        guard let data = AlertPress(press.data) else { return answer(press) }
        switch data {
        case .acknowledge, .resolve, .reopen:
            guard let member = authorised(press.sender, in: press.chat, press: press) else { return }
            act(data, by: member, in: press.chat ?? member.telegram, press: press)
        case .choose(let choice):
            guard press.isPrivate, let chat = press.chat else {
                return answer(press, foreign(press.sender)[.privateChatsOnly], isAlert: true)
            }
            var person = meet(press.sender, in: chat)
            answer(press)
            choose(choice, by: &person)
            state.people[person.chat] = person
        case .speak(let language):
            guard press.isPrivate, let chat = press.chat else { return answer(press) }
            var person = meet(press.sender, in: chat)
            person.language = language
            state.people[person.chat] = person
            answer(press)
            say([.languageChosen], to: chat)
        }
    }

    /// In a group the bot listens to commands only, and obeys them in the specialists' own.
    private mutating func receiveInGroup(_ message: AlertChatMessage) {
        guard let command = AlertCommand(message.text, bot: settings.username), let sender = message.sender else {
            return
        }
        guard message.chat == state.group else {
            if case .unknown = command { return }
            say([.privateChatsOnly], to: message.chat)
            return
        }
        guard let member = authorised(sender, in: message.chat, press: nil) else { return }
        obey(command, by: member, in: message.chat)
    }

    /// The person of a private chat, with the name and the language that Telegram tells now.
    private mutating func meet(_ sender: AlertSender, in chat: Int64) -> AlertPerson {
        let name = CleanLine.of(sender.name, atMost: 64)
        var person = state.people[chat] ?? AlertPerson(chat: chat, name: name)
        person.name = name
        person.telegramLanguage = sender.language ?? person.telegramLanguage
        state.people[person.chat] = person
        return person
    }

    /// The member of the duty list; nil, and told why, if the sender is none or is not where the staff is.
    private mutating func authorised(
        _ sender: AlertSender, in chat: Int64?, press: AlertButtonPress?
    ) -> StaffMember? {
        let person = schedule.person(sender.id)
        let isAtHome = chat == nil || chat == sender.id || chat == state.group
        if !sender.isAnonymous, isAtHome, let person { return person.member }
        let phrase: DutyPhrase = sender.isAnonymous ? .anonymousRefused : .notOnDuty
        if press != nil {
            answer(press, foreign(sender)[duty: phrase], isAlert: true)
        } else if let chat {
            say(duty: phrase, to: chat)
        }
        return nil
    }

    private func foreign(_ sender: AlertSender) -> AlertStrings { strings(in: sender.language ?? settings.language) }

    private mutating func obey(
        _ command: AlertCommand, of sender: AlertSender, in chat: Int64, person: inout AlertPerson
    ) {
        switch command {
        case .start where schedule.person(sender.id) != nil, .help where schedule.person(sender.id) != nil:
            say(duty: .help, to: chat)
        case .start:
            person.dialogue = .idle
            person.decideBy = nil
            say([.welcome(night: settings.night)], to: chat, choosing: true)
        case .help:
            say([.help(night: settings.night, supportBot: settings.supportBot)], to: chat, choosing: true)
        case .status:
            sayStatus(to: chat)
        case .language:
            let buttons = [(Language.ukrainian, "Українська"), (.russian, "Русский"), (.english, "English")]
            send(
                strings(for: chat)[.chooseLanguage], to: chat,
                buttons: buttons.map { [AlertButton(label: $0.1, press: .speak($0.0))] })
        case .unknown:
            say([.unknownCommand], to: chat)
        case .onDuty, .incidents, .incident, .merge, .split, .tell, .incomplete:
            guard let member = authorised(sender, in: chat, press: nil) else { return }
            obey(command, by: member, in: chat)
        }
    }
}
