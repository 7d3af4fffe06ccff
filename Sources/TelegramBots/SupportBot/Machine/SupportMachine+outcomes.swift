import HelpdeskDesk
import HelpdeskModels

/// The messages to a person about what the desk did.
extension SupportMachine {
    static func settle(_ outcome: SupportOutcome, _ context: SupportContext, _ step: inout SupportStep) {
        switch outcome {
        case .offered(let code, let service): offered(code, service, context, &step)
        case .redeemed(let link): redeemed(link, context, &step)
        case .claimed(let outcome): claimed(outcome, &step)
        case .unlinked:
            forget(&step)
            step.say(.unlinked)
        case .created(let ticket, let album, let troubles, let isWhole):
            step.memory.wasRefused = nil
            if let album { step.memory.lastAlbum = ChatMemory.AlbumPlace(album: album, ticket: ticket.id) }
            created(ticket, troubles, context, &step)
            if !isWhole { step.say(.partRefused, about: Outgoing.Subject(ticket: ticket.id)) }
        case .notCreated(let contents):
            // A second refusal means that the desk does not take these words: to hold them any longer would keep the
            // person from saying anything else.
            guard step.memory.wasRefused != true else {
                step.memory.wasRefused = nil
                return step.say(.refused)
            }
            // The words are kept: the person chooses another topic, or the obstacle is gone by then.
            step.memory.wasRefused = true
            step.memory.held = contents
            step.say(.ticketRefused)
            chooseTopic(context, &step)
        case .added(let content, let ticket, let before, let troubles):
            if let album = content.album {
                step.memory.lastAlbum = ChatMemory.AlbumPlace(album: album, ticket: ticket.id)
            }
            let subject = Outgoing.Subject(ticket: ticket.id)
            step.say(
                before == .resolved
                    ? .reopened(number: ticket.number, subject: ticket.subject)
                    : .added(number: ticket.number, subject: ticket.subject), about: subject)
            tell(troubles, about: subject, &step)
        case .revised(let revision, let ticket):
            switch revision {
            case .unchanged: break
            case .revised: step.say(.revised, about: Outgoing.Subject(ticket: ticket.id))
            case .tooLate: step.say(.revisedLate, about: Outgoing.Subject(ticket: ticket.id))
            }
        case .rated: step.say(.rated)
        case .addedToDraft(let draft, let isAdded, let hasWords, let troubles):
            step.memory.step = .idle
            guard isAdded else {
                step.say(.draftGone)
                return placeHeld(context, &step)
            }
            step.memory.held = []
            step.say(.draftAdded(title: draft.title))
            if hasWords { step.say(.draftWithoutWords) }
            for trouble in troubles { step.say(.draftWithoutFile(name: trouble.name)) }
        case .gone: step.say(isActive(context) ? .refused : .notLinked)
        case .refused: step.say(.refused)
        }
    }

    private static func created(
        _ ticket: Ticket, _ troubles: [FileTrouble], _ context: SupportContext, _ step: inout SupportStep
    ) {
        let subject = Outgoing.Subject(ticket: ticket.id)
        let language = step.memory.language
        var text = FormattedText(BotTexts.text(.created(number: ticket.number), language))
        let advice = context.topics.first { $0.id == ticket.topic }?.recommendation[language] ?? ""
        if !step.memory.hasSeenAdvice, !advice.isEmpty {
            text.append("\n\n\(BotTexts.text(.advice, language))\n\(advice)")
        }
        step.say(text, about: subject)
        tell(troubles, about: subject, &step)
    }

    private static func tell(_ troubles: [FileTrouble], about subject: Outgoing.Subject, _ step: inout SupportStep) {
        for trouble in troubles {
            switch trouble.reason {
            case .tooLarge(let limit):
                step.say(.fileTooLargeIn(name: trouble.name, megabytes: limit >> 20), about: subject)
            case .unavailable: step.say(.fileUnavailable(name: trouble.name), about: subject)
            }
        }
    }
}
