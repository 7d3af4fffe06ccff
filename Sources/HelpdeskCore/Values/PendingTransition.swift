public import HelpdeskModels

/// A change of status that waits in the outbox.
public struct PendingTransition: Identifiable, Hashable, Sendable {
    public var id: Event.ID
    public var kind: NewEvent.Kind
    public var delivery: Delivery

    public init(id: Event.ID, kind: NewEvent.Kind, delivery: Delivery) {
        self.id = id
        self.kind = kind
        self.delivery = delivery
    }
}
