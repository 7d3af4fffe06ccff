import HelpdeskModels

extension AlertTurn {
    /// What the bot keeps of one remark, in characters.
    private static let remarkLength = 1000

    func receive(_ message: AlertChatMessage) throws {
        guard message.isPrivate else { return try receiveInGroup(message) }
        guard let sender = message.sender else { return }
        var person = try meet(sender, in: message.chat)
        if let command = AlertCommand(message.text, bot: settings.username), !isReport(message.text, command, sender) {
            try obey(command, of: sender, in: message.chat, person: &person)
        } else {
            let text = CleanLine.of(message.text, atMost: Self.remarkLength)
            let remark = [message.hasFile ? Self.clip : "", text].filter { !$0.isEmpty }.joined(separator: " ")
            if remark.isEmpty {
                try say([.notUnderstood], to: message.chat, choosing: true)
            } else {
                try hear(AlertRemark(remark, file: message.file), of: &person)
            }
        }
        try records.save(person)
    }

    /// Whether words behind a slash are a report: `/tmp is full` from somebody who reports. A command that somebody on
    /// duty misspelt is none, and pages nobody.
    private func isReport(_ text: String, _ command: AlertCommand, _ sender: AlertSender) -> Bool {
        command == .unknown && BotCommand(text)?.argument.isEmpty == false && schedule.person(sender.id) == nil
    }

    func receive(_ press: AlertButtonPress) throws {
        guard let data = AlertPress(press.data) else { return try answer(press) }
        switch data {
        case .acknowledge, .resolve, .reopen:
            guard let member = try authorised(press.sender, in: press.chat, press: press) else { return }
            try act(data, by: member, in: press.chat ?? member.telegram, press: press)
        case .choose(let choice):
            guard press.isPrivate, let chat = press.chat else {
                return try answer(press, foreign(press.sender)[.privateChatsOnly], isAlert: true)
            }
            var person = try meet(press.sender, in: chat)
            try answer(press)
            try choose(choice, by: &person)
            try records.save(person)
        case .speak(let language):
            guard press.isPrivate, let chat = press.chat else { return try answer(press) }
            var person = try meet(press.sender, in: chat)
            person.language = language
            try records.save(person)
            try answer(press)
            try say([.languageChosen], to: chat)
        }
    }

    /// In a group the bot listens to commands only, and obeys them in the specialists' own.
    private func receiveInGroup(_ message: AlertChatMessage) throws {
        // Whatever arrives from a group shows that the bot is in it.
        try outbox.letIn(message.chat)
        guard let command = AlertCommand(message.text, bot: settings.username), let sender = message.sender else {
            return
        }
        guard try message.chat == group() else {
            if case .unknown = command { return }
            try say([.privateChatsOnly], to: message.chat)
            return
        }
        guard let member = try authorised(sender, in: message.chat, press: nil) else { return }
        try obey(command, by: member, in: message.chat)
    }

    /// The person of a private chat, with the name and the language that Telegram tells now.
    private func meet(_ sender: AlertSender, in chat: Int64) throws -> AlertPerson {
        try outbox.letIn(chat)
        let name = CleanLine.of(sender.name, atMost: 64)
        var person = try records.person(chat) ?? AlertPerson(chat: chat, name: name)
        person.name = name
        person.telegramLanguage = sender.language ?? person.telegramLanguage
        try records.save(person)
        return person
    }

    /// The member of the duty list; nil, and told why, if the sender is none or is not where the staff is.
    private func authorised(
        _ sender: AlertSender, in chat: Int64?, press: AlertButtonPress?
    ) throws -> StaffMember? {
        let person = schedule.person(sender.id)
        let isAtHome = try chat == nil || chat == sender.id || chat == group()
        if !sender.isAnonymous, isAtHome, let person { return person.member }
        let phrase: DutyPhrase = sender.isAnonymous ? .anonymousRefused : .notOnDuty
        if press != nil {
            try answer(press, foreign(sender)[duty: phrase], isAlert: true)
        } else if let chat {
            try say(duty: phrase, to: chat)
        }
        return nil
    }

    /// The specialists' group, where it is now.
    private func group() throws -> Int64? { try schedule.group.map { try outbox.currentID(of: $0) } }

    private func foreign(_ sender: AlertSender) -> AlertStrings { strings(in: sender.language ?? settings.language) }

    private func obey(
        _ command: AlertCommand, of sender: AlertSender, in chat: Int64, person: inout AlertPerson
    ) throws {
        switch command {
        case .start where schedule.person(sender.id) != nil, .help where schedule.person(sender.id) != nil:
            try say(duty: .help, to: chat)
        case .start:
            person.dialogue = .idle
            person.decideBy = nil
            try say([.welcome(night: settings.night)], to: chat, choosing: true)
        case .help:
            try say([.help(night: settings.night, supportBot: settings.supportBot)], to: chat, choosing: true)
        case .status:
            try sayStatus(to: chat)
        case .language:
            let buttons = [(Language.ukrainian, "Українська"), (.russian, "Русский"), (.english, "English")]
            try send(
                strings(for: chat)[.chooseLanguage], to: chat,
                buttons: buttons.map { [AlertButton(label: $0.1, press: .speak($0.0))] })
        case .unknown:
            try say([.unknownCommand], to: chat)
        case .onDuty, .incidents, .incident, .merge, .split, .tell, .incomplete:
            guard let member = try authorised(sender, in: chat, press: nil) else { return }
            try obey(command, by: member, in: chat)
        }
    }
}
