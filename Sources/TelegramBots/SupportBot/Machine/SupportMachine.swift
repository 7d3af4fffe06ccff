import HelpdeskDesk
import HelpdeskModels

/// The support bot in private chats: what comes of an input, without clock, disk or network.
enum SupportMachine {
    static func step(_ memory: ChatMemory, _ input: SupportInput, _ context: SupportContext) -> SupportStep {
        var step = SupportStep(memory: memory)
        switch input {
        case .command(let command, let content): obey(command, content, context, &step)
        case .content(let content, let subject): receive(content, subject, context, &step)
        case .edited(let content, let subject): edit(content, subject, context, &step)
        case .unsupported: step.say(isActive(context) ? .unsupported : .notLinked)
        case .pressed(let button, let message): press(button, on: message, context, &step)
        case .linkChanged: linkChanged(context, &step)
        case .outcome(let outcome): settle(outcome, context, &step)
        }
        return step
    }

    static func isActive(_ context: SupportContext) -> Bool { context.link != nil }

    private static let commands: Set<String> = ["start", "help", "language", "status", "tickets", "new", "unlink"]

    /// Whether the bot answers it as a command. An unknown name with more words behind it is a message: the person said
    /// something.
    static func isCommand(_ command: BotCommand) -> Bool {
        commands.contains(command.name) || command.argument.isEmpty
    }

    private static func obey(
        _ command: BotCommand, _ content: ChatContent?, _ context: SupportContext, _ step: inout SupportStep
    ) {
        if step.memory.held.isEmpty { step.memory.step = .idle }
        switch command.name {
        case "start": start(command.argument, context, &step)
        case "language":
            step.say(
                .chooseLanguage,
                keyboard: [
                    [
                        InlineButton("Українська", data: SupportButton.language(.ukrainian).data),
                        InlineButton("Русский", data: SupportButton.language(.russian).data),
                        InlineButton("English", data: SupportButton.language(.english).data),
                    ]
                ])
        case "status": standing(context, &step)
        case "unlink": askToUnlink(context, &step)
        case "tickets" where isActive(context): list(context, &step)
        case "new" where isActive(context):
            // The messages that are held begin the ticket, too: the bot promised to pass them on.
            if let content, !hold(content, &step) { return step.say(.tooManyHeld) }
            chooseTopic(context, &step)
        case "tickets", "new": step.say(.notLinked)
        default: step.say(isActive(context) ? .help : .welcome)
        }
    }

    private static func standing(_ context: SupportContext, _ step: inout SupportStep) {
        switch context.standing {
        case .linked(let link): step.say(.standing(service: link.service.name, open: context.openTickets.count))
        case .pending: step.say(.standingPending)
        case .none: step.say(.notLinked)
        }
    }

    private static func list(_ context: SupportContext, _ step: inout SupportStep) {
        guard !context.openTickets.isEmpty else { return step.say(.noTickets) }
        var text = FormattedText(BotTexts.text(.ticketsTitle, step.memory.language) + "\n")
        for ticket in context.openTickets {
            text.append("\n")
            text.append("№ \(ticket.number)", as: "bold")
            text.append(" · \(BotTexts.text(.status(ticket.status), step.memory.language)) · \(ticket.subject)")
        }
        step.say(text)
    }

    private static func press(
        _ button: SupportButton, on message: Int64, _ context: SupportContext, _ step: inout SupportStep
    ) {
        switch (button, step.memory.step) {
        case (.language(let language), _):
            step.memory.chosenLanguage = language
            step.say(.languageChosen)
        case (.link(let yes), .confirmingLink(let code)): decideLink(yes, code, &step)
        case (.unlink(let yes), _) where isActive(context):
            if yes { step.commands = [.unlink] } else { step.say(.unlinkCancelled) }
        case (.rate(let ticket, let score), _) where context.subjectTicket != nil:
            step.commands = [.rate(ticket, score: score)]
        case (.ticket, .choosingTicket) where isActive(context): chooseTicket(context, &step)
        case (.newTicket, .choosingTicket) where isActive(context): chooseTopic(context, &step)
        case (.topic(let digest), .choosingTopic) where isActive(context):
            let topic = context.topics.first { SupportButton.topic($0.id) == .topic(digest: digest) }
            guard let topic else { return chooseTopic(context, &step) }
            begin(topic, &step)
        case (.draft(let yes), .offeringDraft(let draft)) where isActive(context):
            if yes {
                step.commands = [.addToDraft(draft, step.memory.held)]
            } else {
                step.memory.step = .idle
                placeHeld(context, &step)
            }
        default:
            step.toast = .stale
            return
        }
        // A button that did its work is taken away, so that nobody presses it again.
        step.replies.insert(SupportStep.Reply(call: .editKeyboard(message)), at: 0)
    }
}
