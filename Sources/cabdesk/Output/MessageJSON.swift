import HelpdeskCore
import HelpdeskModels

/// A message as the API has it, and where it stands on its way if it is not sent yet.
struct MessageJSON: Encodable {
    private enum CodingKeys: CodingKey {
        case delivery
    }

    private let message: ConversationMessage

    init(_ message: ConversationMessage) {
        self.message = message
    }

    func encode(to encoder: any Encoder) throws {
        try message.message.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(message.delivery.map(DeliveryJSON.init), forKey: .delivery)
    }
}
