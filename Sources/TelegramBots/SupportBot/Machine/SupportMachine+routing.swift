import HelpdeskDesk
import HelpdeskModels

/// Where a message belongs: to the ticket it answers, else to the only open one, else where the person says. The
/// text itself is never looked at.
extension SupportMachine {
    static func receive(
        _ content: ChatContent, _ subject: Outgoing.Subject?, _ context: SupportContext, _ step: inout SupportStep
    ) {
        guard !content.isEmpty else { return step.say(isActive(context) ? .unsupported : .notLinked) }
        guard isActive(context) else { return receiveUnlinked(content, context, &step) }
        if let place = step.memory.lastAlbum, place.album == content.album {
            return step.commands = [.add(content, to: place.ticket)]
        }
        if subject != nil {
            if let ticket = context.subjectTicket { return step.commands = [.add(content, to: ticket.id)] }
            guard hold(content, &step) else { return step.say(.tooManyHeld) }
            return askForTicket(.ticketGone, context, &step)
        }
        switch step.memory.step {
        case .askingField(let topic, let answers): answerField(content, topic, answers, context, &step)
        case .writingTicket(let topic, let answers):
            create(topic, answers, [content], context, &step)
        case .choosingTicket, .choosingTopic, .offeringDraft:
            if !hold(content, &step) { step.say(.tooManyHeld) }
        case .idle, .askingName, .confirmingLink:
            step.memory.held.append(content)
            placeHeld(context, &step)
        }
    }

    /// Finds a place for what is held, or asks for one.
    static func placeHeld(_ context: SupportContext, _ step: inout SupportStep) {
        guard !step.memory.held.isEmpty else { return }
        let wasOffered = if case .offeringDraft = step.memory.step { true } else { false }
        if let draft = context.draft, !wasOffered, step.memory.held.allSatisfy({ !$0.files.isEmpty }) {
            step.memory.step = .offeringDraft(draft)
            return step.say(
                .draftQuestion(title: draft.title),
                keyboard: [[step.button(.draftYes, .draft(true))], [step.button(.draftNo, .draft(false))]])
        }
        switch context.openTickets.count {
        case 0: chooseTopic(context, &step)
        case 1: addHeld(to: context.openTickets[0].id, &step)
        default: askForTicket(.whichTicket, context, &step)
        }
    }

    static func askForTicket(_ question: BotPhrase, _ context: SupportContext, _ step: inout SupportStep) {
        step.memory.step = .choosingTicket
        var rows = context.openTickets.prefix(20).map { ticket in
            [
                InlineButton(
                    "№ \(ticket.number) · \(ticket.subject.prefix(40))", data: SupportButton.ticket(ticket.id).data)
            ]
        }
        rows.append([step.button(.newTicket, .newTicket)])
        step.say(question, keyboard: rows)
    }

    static func chooseTicket(_ context: SupportContext, _ step: inout SupportStep) {
        guard let ticket = context.subjectTicket else { return askForTicket(.ticketGone, context, &step) }
        addHeld(to: ticket.id, &step)
    }

    /// Keeps a message until its place is known; false if there are too many.
    static func hold(_ content: ChatContent, _ step: inout SupportStep) -> Bool {
        guard step.memory.held.count < ChatMemory.heldLimit else { return false }
        step.memory.held.append(content)
        return true
    }

    private static func addHeld(to ticket: Ticket.ID, _ step: inout SupportStep) {
        step.commands += step.memory.held.map { .add($0, to: ticket) }
        step.memory.held = []
        step.memory.step = .idle
    }

    static func edit(
        _ content: ChatContent, _ subject: Outgoing.Subject?, _ context: SupportContext, _ step: inout SupportStep
    ) {
        // Not in a ticket yet: only the last word counts.
        if let index = step.memory.held.firstIndex(where: { $0.parts.contains(content.message) }) {
            // Which of an album's captions it was is not known any more.
            guard step.memory.held[index].parts.count == 1 else { return step.say(.editLost) }
            step.memory.held[index].text = content.text
        } else if let subject, subject.message != nil, context.subjectTicket != nil, isActive(context) {
            step.commands = [.revise(content, subject)]
        } else if isActive(context) {
            step.say(.editLost)
        }
        // Nothing of somebody without a link is at the desk: there is nothing to change, and no one to be told.
    }
}
