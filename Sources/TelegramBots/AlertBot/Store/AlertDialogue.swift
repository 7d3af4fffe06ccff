/// What the bot expects of a person next.
enum AlertDialogue: Sendable, Hashable, Codable {
    case idle
    /// Something was written and nothing chosen yet.
    case choosing(remarks: [AlertRemark])
    /// The next text is the name of the service of this report.
    case naming(report: Int64)
    /// The next text is a question.
    case asking
}
