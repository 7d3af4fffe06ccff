/// What one answer tells, and what is to be done now that it is told.
public struct LinearAnswer: Equatable, Sendable {
    /// Sanitised, each without its line end.
    public let lines: [String]
    public let effects: [Effect]
    /// Without a line end; empty while text is written.
    public let prompt: String
}
