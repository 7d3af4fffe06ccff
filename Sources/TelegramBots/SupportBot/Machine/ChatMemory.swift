import HelpdeskDesk
import HelpdeskModels

/// The bot's memory of a private chat between two updates.
struct ChatMemory: Codable, Hashable, Sendable {
    /// The question that the person is being asked.
    enum Step: Codable, Hashable, Sendable {
        case idle
        /// Whether to link to the service of the code; the code is a secret until it is used.
        case confirmingLink(code: String)
        /// For the name of the service.
        case askingName
        /// Which ticket `held` belongs to.
        case choosingTicket
        /// The topic of the new ticket; `held` is its beginning, if there is any.
        case choosingTopic
        /// For the answers to a topic's fields.
        case askingField(topic: Topic.ID, answers: [FieldValue])
        /// For the text of the new ticket.
        case writingTicket(topic: Topic.ID, answers: [FieldValue])
        /// Whether the files in `held` belong to the draft in the terminal.
        case offeringDraft(OpenDraft)
    }

    /// The state of the link that the person was told of.
    struct LinkSeen: Codable, Hashable, Sendable {
        var state: TelegramLink.State
        var service: Service.ID?
    }

    /// Where the parts of an album went that come late.
    struct AlbumPlace: Codable, Hashable, Sendable {
        var album: String
        var ticket: Ticket.ID
    }

    /// The most messages that are held for somebody who has to decide or be accepted first.
    static let heldLimit = 30

    var step = Step.idle
    /// Chosen with /language; else what the app tells counts.
    var chosenLanguage: Language?
    var appLanguage: Language?
    /// Messages whose place is not known yet, oldest first.
    var held: [ChatContent] = []
    var linkSeen: LinkSeen?
    var lastAlbum: AlbumPlace?
    /// The name of the person when the desk was told last.
    var name: TelegramChat?
    /// Whether the recommendation of the topic in question was shown.
    var hasSeenAdvice = false
    /// Whether the desk refused the ticket that is being made; nil, as before this was kept, for no.
    var wasRefused: Bool?

    /// Ukrainian where neither the person nor the app tells.
    var language: Language { chosenLanguage ?? appLanguage ?? .ukrainian }
}
