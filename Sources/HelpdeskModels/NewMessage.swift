/// A message as its author sends it: `PUT /v1/tickets/{ticket}/messages/{id}`.
public struct NewMessage: Codable, Hashable, Sendable {
    public var origin: Message.Origin
    public var text: String
    public var attachments: [NewAttachment]
    /// Only agents may send internal notes.
    public var isInternal: Bool

    public init(origin: Message.Origin, text: String, attachments: [NewAttachment] = [], isInternal: Bool = false) {
        self.origin = origin
        self.text = text
        self.attachments = attachments
        self.isInternal = isInternal
    }
}
