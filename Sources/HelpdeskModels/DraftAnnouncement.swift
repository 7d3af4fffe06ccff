/// What is being written in a terminal and would take a file from the phone: `PUT /v1/drafts/{id}`.
///
/// It is announced for two minutes at a time; a terminal that dies is forgotten soon.
public struct DraftAnnouncement: Codable, Hashable, Sendable {
    /// Names the draft for the question in the chat: a subject, or the ticket's number and subject. May be empty.
    public var title: String

    /// Seconds for which the announcement holds.
    public static let lifetime = 120.0

    public init(title: String) {
        self.title = title
    }

    /// With as much of the text as a title may have.
    public init(titled text: String, limits: Limits) {
        title = text.replacing("\u{0}", with: "").prefix(scalars: limits.subjectLength)
    }
}
