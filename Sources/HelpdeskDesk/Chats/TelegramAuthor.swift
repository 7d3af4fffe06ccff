package import HelpdeskModels

/// The author of a message from Telegram.
package enum TelegramAuthor: Hashable, Sendable {
    /// The person of a linked private chat.
    case customer(chat: Int64)
    /// A member of the staff.
    case agent(User.ID)
}

/// A file that a bot has received and laid on the disk.
package struct TelegramFile: Hashable, Sendable {
    package var id: Attachment.ID
    /// A name without a path.
    package var name: String
    /// RFC 2046 media type.
    package var mediaType: String
    /// Where its content lies until the call ends.
    package var path: String

    /// Name and type become such as an attachment may have.
    package init(id: Attachment.ID, name: String, mediaType: String, path: String) {
        self.id = id
        self.name = AttachmentName.make(from: name, limit: Limits.standard.fileNameLength)
        self.mediaType = AttachmentType.make(from: mediaType)
        self.path = path
    }
}

/// The outcome for a message whose author edited it in Telegram.
package enum RevisionOutcome: Hashable, Sendable {
    /// The text is as it was.
    case unchanged
    /// The message has the new text and says that it was edited.
    case revised
    /// The staff has answered the old text, which therefore stays.
    case tooLate
}

/// A draft that is open in a terminal and takes files from the phone. The support bot keeps it while it asks the person.
package struct OpenDraft: Hashable, Sendable, Codable {
    package var id: EntityID<DraftAnnouncement>
    /// The ticket's number and subject, or the subject of a new one, for the question in the chat.
    package var title: String

    package init(id: EntityID<DraftAnnouncement>, title: String) {
        self.id = id
        self.title = title
    }
}
