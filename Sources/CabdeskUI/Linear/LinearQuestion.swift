/// A question of the linear mode's own, answered by the next line.
enum LinearQuestion: Equatable, Sendable {
    /// Which words the list is narrowed by.
    case filter
    case view
    case sort
}
