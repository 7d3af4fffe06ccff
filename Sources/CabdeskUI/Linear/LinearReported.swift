import HelpdeskCore
import HelpdeskModels

/// The last report, so that only differences are reported again.
struct LinearReported: Sendable {
    /// Nil before anything was reported.
    var place: LinearPlace?
    var overlay: Overlay?
    var question: LinearQuestion?
    var focus: CreateFocus?
    var service: Service.ID?
    var topic: Topic.ID?
    var shiftNotes: Set<ShiftNote.ID> = []
    var phase: LinearConnection = .starting
    var outbox = 0
    var failed = 0
    var announcements = 0
    /// The ticket that was reported, and how much of it.
    var ticket: Ticket.ID?
    var messages: Set<Message.ID> = []
    var status: Ticket.Status?
    var number: Int?
    /// Those who were reported to be writing in it.
    var writing: Set<User.ID> = []
    /// The place and its commands as the long form of the prompt gave them last.
    var prompt: String?
    /// The one-time code that was reported.
    var offer: TelegramLinkOffer?
    /// The incident that was reported.
    var incident: String?
    /// The last prompt.
    var asked: String?
}

/// The connection as one hears of it: that something is being synchronised is no news.
enum LinearConnection: Equatable, Sendable {
    case starting
    case online
    case offline
    case signedOut

    /// Nil while it is synchronised, which is neither.
    init?(_ phase: SyncStatus.Phase) {
        switch phase {
        case .starting, .syncing: return nil
        case .online: self = .online
        case .offline: self = .offline
        case .signedOut: self = .signedOut
        }
    }
}
