import HelpdeskCore
import HelpdeskModels

/// What `show --json` prints.
struct ConversationJSON: Encodable {
    let ticket: TicketJSON
    let fields: [FieldValue]
    let rating: Rating?
    /// Oldest first.
    let messages: [MessageJSON]
    /// Oldest first.
    let events: [Event]

    init(_ conversation: Conversation) {
        ticket = TicketJSON(conversation.ticket)
        fields = conversation.fields
        rating = conversation.rating
        messages = conversation.messages.map(MessageJSON.init)
        events = conversation.events
    }
}
