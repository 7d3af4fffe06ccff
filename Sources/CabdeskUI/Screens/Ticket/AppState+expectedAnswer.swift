import HelpdeskCore
import HelpdeskModels

/// When a customer who waits can expect an answer.
extension AppState {
    /// The words for it; nil for the staff, for a ticket that does not wait for the desk, and where nothing is known.
    func expectedAnswer(in conversation: Conversation) -> String? {
        guard !isStaff, conversation.ticket.number != nil, [.new, .open].contains(conversation.ticket.status),
            let asked = waitingSince(in: conversation)
        else { return nil }
        let hours = desk.desk?.officeHours
        guard let usual = conversation.usualAnswer else {
            guard let hours, !hours.isOpen(at: now) else { return nil }
            return strings[.answerNotBefore(moment(hours.nextChange(after: now)))]
        }
        let span = Int64(usual / .milliseconds(1))
        let expected =
            hours.map { $0.time(after: asked, openFor: span) } ?? Timestamp(milliseconds: asked.milliseconds + span)
        guard let expected, expected > now else {
            return strings[.answerUsual(strings.span(seconds: max(60, Int(span / 1000))))]
        }
        // A sign is for the eye alone.
        return isReadAloud
            ? strings[LinearPhrase.answerExpected(by: moment(expected))]
            : strings[Phrase.answerExpected(by: moment(expected))]
    }

    /// When the customer wrote what the desk has not answered.
    private func waitingSince(in conversation: Conversation) -> Timestamp? {
        if let since = conversation.ticket.waitingSince { return since }
        let sent = conversation.messages.filter { $0.delivery == nil }.map(\.message)
        return sent.reversed().prefix { !$0.author.role.isStaff }.last?.created
    }

    private func moment(_ time: Timestamp) -> String { strings.shortDateTime(time, now: now) }
}
