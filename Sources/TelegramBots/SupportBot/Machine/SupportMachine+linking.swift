import HelpdeskDesk
import HelpdeskModels

/// Making and ending links.
extension SupportMachine {
    /// The longest name of a service that is taken for one, in characters.
    private static let nameLimit = 200

    /// `/start`, with the code of a one-time link or without.
    static func start(_ argument: String, _ context: SupportContext, _ step: inout SupportStep) {
        guard argument.isEmpty else {
            guard let code = LinkCode(argument) else { return step.say(.codeUnusable) }
            return step.commands = [.peek(code)]
        }
        if let link = context.link {
            step.say(.alreadyLinked(service: link.service.name))
        } else {
            step.memory.step = .askingName
            step.say(.welcome)
        }
    }

    static func offered(
        _ code: LinkCode, _ service: Service?, _ context: SupportContext, _ step: inout SupportStep
    ) {
        guard let service else { return step.say(.codeUnusable) }
        if context.link?.service.id == service.id {
            return step.say(.alreadyLinked(service: service.name))
        }
        step.memory.step = .confirmingLink(code: code.text)
        step.say(
            .confirmLink(service: service.name),
            keyboard: [[step.button(.yes, .link(true)), step.button(.no, .link(false))]])
    }

    static func decideLink(_ yes: Bool, _ code: String, _ step: inout SupportStep) {
        guard yes, let code = LinkCode(code) else {
            step.memory.step = .idle
            return step.say(.linkDeclined)
        }
        step.commands = [.redeem(code)]
    }

    static func redeemed(_ link: LinkedChat?, _ context: SupportContext, _ step: inout SupportStep) {
        step.memory.step = .idle
        guard let link else { return step.say(.codeUnusable) }
        step.memory.linkSeen = ChatMemory.LinkSeen(state: .linked, service: link.service.id)
        step.say(.linked(service: link.service.name))
        placeHeld(context, &step)
    }

    /// Somebody without a link writes: the name of the service, if that was asked for.
    static func receiveUnlinked(_ content: ChatContent, _ context: SupportContext, _ step: inout SupportStep) {
        if step.memory.step == .askingName, content.files.isEmpty, content.text.count <= nameLimit {
            return step.commands = [.claim(content.text)]
        }
        guard case .pending = context.standing else {
            step.memory.step = .askingName
            return step.say(.welcome)
        }
        step.say(hold(content, &step) ? .pendingKept : .pendingFull)
    }

    static func claimed(_ outcome: ClaimOutcome, _ step: inout SupportStep) {
        // The others are answered alike.
        if case .throttled = outcome { return step.say(.claimThrottled) }
        step.memory.step = .idle
        step.memory.linkSeen = ChatMemory.LinkSeen(state: .pending, service: nil)
        step.say(.claimNoted)
    }

    static func askToUnlink(_ context: SupportContext, _ step: inout SupportStep) {
        switch context.standing {
        case .none: step.say(.notLinked)
        case .pending: step.commands = [.unlink]
        case .linked(let link):
            step.say(
                .unlinkQuestion(service: link.service.name),
                keyboard: [[step.button(.yes, .unlink(true)), step.button(.no, .unlink(false))]])
        }
    }

    static func forget(_ step: inout SupportStep) {
        step.memory.step = .idle
        step.memory.held = []
        step.memory.linkSeen = nil
        step.memory.lastAlbum = nil
    }

    /// The link was accepted or ended elsewhere, and the person does not know yet.
    static func linkChanged(_ context: SupportContext, _ step: inout SupportStep) {
        let wasActive = step.memory.linkSeen.map { $0.state == .linked || $0.state == .blocked } ?? false
        if let link = context.link {
            let isKnown = wasActive && step.memory.linkSeen?.service == link.service.id
            step.memory.linkSeen = ChatMemory.LinkSeen(state: link.link.state, service: link.service.id)
            guard !isKnown else { return }
            step.say(.linked(service: link.service.name))
            placeHeld(context, &step)
        } else if wasActive {
            forget(&step)
            step.say(.linkEnded)
        }
    }
}
