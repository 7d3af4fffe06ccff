/// Whom one step of escalation pages.
struct EscalationStep: Sendable, Hashable {
    /// The place in the order: a level's, counted from 0, or one behind the levels.
    var index: Int
    var people: [DutyPerson]
    /// Whether it is the step that reaches everyone, at any hour, and the group.
    var isEveryone: Bool
}
