/// What a kind of backend can do; the user interface hides or explains the rest.
public struct BackendCapabilities: Hashable, Sendable {
    public var readMarks: Bool
    public var ratings: Bool
    public var internalNotes: Bool
    public var reopening: Bool
    /// Whether changes can be waited for; if not, they are asked for every few seconds.
    public var longPoll: Bool
    /// Whether the staff can assign tickets and move them to other topics.
    public var assigning: Bool
    public var moving: Bool
    /// Whether files are uploaded before their message; if not, the message carries them.
    public var uploads: Bool
    /// Whether Telegram chats can be linked to a service.
    public var telegram: Bool
    /// Whether an account can see what is signed in to it, and sign it out.
    public var devices: Bool

    public init(
        readMarks: Bool = true, ratings: Bool = true, internalNotes: Bool = true, reopening: Bool = true,
        longPoll: Bool = true, assigning: Bool = true, moving: Bool = true, uploads: Bool = true,
        telegram: Bool = true, devices: Bool = true
    ) {
        self.readMarks = readMarks
        self.ratings = ratings
        self.internalNotes = internalNotes
        self.reopening = reopening
        self.longPoll = longPoll
        self.assigning = assigning
        self.moving = moving
        self.uploads = uploads
        self.telegram = telegram
        self.devices = devices
    }
}
