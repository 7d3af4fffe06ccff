public import HelpdeskModels

/// A rating that waits in the outbox.
public struct PendingRating: Hashable, Sendable {
    public var rating: Rating
    public var delivery: Delivery

    public init(rating: Rating, delivery: Delivery) {
        self.rating = rating
        self.delivery = delivery
    }
}
