/// What is unavailable. The raw value is what the store keeps and what a button carries.
public enum IncidentKind: String, Sendable, Hashable, CaseIterable {
    case program = "p"
    case telephony = "t"
    /// Somebody wrote and chose nothing in time: it may be either, and waits for no answer.
    case unsorted = "u"
}
