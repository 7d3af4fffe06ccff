public import HelpdeskModels

/// What is known of a ticket or message beside itself when it is handed to a backend: for backends without ids of the
/// client's choice, and for those that take files within the message.
public struct PutContext: Hashable, Sendable {
    /// When it was handed over last, with an outcome that is not known; nil for the first time.
    public var lastTry: Timestamp?
    /// The newest message of the ticket when it was handed over first; nil if there was none.
    public var newestKnown: Message.ID?
    /// Where the files lie on this machine, in the order of the attachments.
    public var files: [String]

    public init(lastTry: Timestamp? = nil, newestKnown: Message.ID? = nil, files: [String] = []) {
        self.lastTry = lastTry
        self.newestKnown = newestKnown
        self.files = files
    }
}
