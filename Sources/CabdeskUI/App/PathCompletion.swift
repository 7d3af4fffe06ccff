/// What a typed path could go on to.
public struct PathCompletion: Equatable, Sendable {
    /// The text that was completed.
    public let typed: String
    /// The text with all that the candidates have in common.
    public let completed: String
    /// The names that are possible, folders with a `/` at the end, sorted.
    public let candidates: [String]

    public init(typed: String, completed: String, candidates: [String]) {
        self.typed = typed
        self.completed = completed
        self.candidates = candidates
    }
}
