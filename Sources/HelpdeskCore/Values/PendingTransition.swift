public import HelpdeskModels

/// A change of the ticket (its status, who takes care of it, its topic) that waits in the outbox.
public struct PendingTransition: Identifiable, Hashable, Sendable {
    public var id: Event.ID
    public var kind: NewEvent.Kind
    public var delivery: Delivery
    /// The name of whom it is to be assigned to, or the id of the topic it is to be moved to; nil otherwise.
    public var detail: String?

    public init(id: Event.ID, kind: NewEvent.Kind, delivery: Delivery, detail: String? = nil) {
        self.id = id
        self.kind = kind
        self.delivery = delivery
        self.detail = detail
    }
}
