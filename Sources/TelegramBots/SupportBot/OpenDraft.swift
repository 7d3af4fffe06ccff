/// A draft that is open in the terminal and takes files from the phone.
public struct OpenDraft: Hashable, Sendable, Codable {
    /// Names the draft for ``SupportDesk/add(_:to:of:)``.
    public var id: String
    /// The ticket's number and subject, or the subject of a new one, for the question in the chat.
    public var title: String

    public init(id: String, title: String) {
        self.id = id
        self.title = title
    }
}
