public import HelpdeskCore
public import HelpdeskModels
public import TerminalKit

/// Everything the screen shows. `update` is the only one that changes it.
public struct AppState: Equatable, Sendable {
    public var size: Size
    public var language: Language
    /// For times in the reader's own zone.
    public var timeZone: ReaderZone
    public var now: Timestamp
    /// Where saved attachments go unless the user says otherwise.
    public var downloadDirectory: String

    public var desk = DeskSnapshot()
    /// The abilities of this kind of backend.
    public var capabilities = BackendCapabilities()
    public var sync = SyncStatus()
    public var tab = Tab.tickets
    public var tickets = TicketListState()
    /// The ticket that is open and takes the keys.
    public var ticket: TicketState?
    /// In a wide window, the selected ticket as it is shown beside the list.
    public var preview: TicketState?
    public var create: CreateState
    public var customerPage = CustomerPageState()
    /// The overlays over the tab, which take the keys first; the last one is on top.
    public var overlays: [Overlay] = []
    public var notice: Notice?
    /// The choices that are remembered from one start to the next.
    public var preferences = Preferences()
    /// How news are announced.
    public var notifications = NotificationSettings()
    /// Where the file browser was last.
    public var browsedFolder = "~"
    /// Whether the program starts no other program, and leaves the terminal to no shell (`Restrictions`).
    public var isRestricted = false
    /// Files that are being received, and those that could not be.
    public var downloads: [Transfer] = []
    public var profiles = Profiles()
    public var isQuitting = false
    /// Whether everything that is new in a ticket is reported, in linear mode, rather than shown as far as it fits.
    var isReadAloud = false
    /// The words that are no draft, as the store has them; nil until it has said so.
    var keptWords: UnsentWords?
    /// Whether a second is running that counts down what is held.
    var isCountingDown = false
    /// Whether a key was pressed since the last minute.
    var hasWorked = false
    var drafting = Drafting()
    var phone = PhoneDrafting()
    var atWork = AtWork()
    /// A note for the next shift that was begun and left.
    var shiftNoteDraft = TextEditor("")
    /// A canned reply that was changed and left.
    var cannedEdit: CannedEdit?
    /// The answer to all marked tickets, which is in memory alone until it is sent.
    var severalReply = SeveralReplyState()
    /// For the drafts that this message begins.
    var ids: FreshIDs
    /// The action of each key.
    public let bindings: BindingTable

    public init(
        size: Size, language: Language, timeZone: ReaderZone, now: Timestamp, downloadDirectory: String, ids: FreshIDs,
        bindings: BindingTable = .standard
    ) {
        self.size = size
        self.language = language
        self.timeZone = timeZone
        self.now = now
        self.downloadDirectory = downloadDirectory
        self.bindings = bindings
        var ids = ids
        create = CreateState(draft: Draft(id: ids.take(), updated: now))
        self.ids = ids
    }

    /// An empty draft with an id of its own.
    mutating func newDraft(_ kind: Draft.Kind = .newTicket) -> Draft { Draft(id: ids.take(), kind: kind, updated: now) }

    /// The smallest window that holds the screens.
    public static let smallestSize = Size(rows: 12, columns: 50)

    /// Whether the reader is a specialist.
    var isStaff: Bool { desk.me?.user.role.isStaff ?? false }

    /// The views of the list that the reader has.
    var views: [TicketView] {
        TicketView.all(isStaff: isStaff).filter { $0 != .waitingLongest || hasPriorities }
    }

    var isTooSmall: Bool { size.rows < Self.smallestSize.rows || size.columns < Self.smallestSize.columns }

    var strings: Strings { Strings(language: language, timeZone: timeZone) }

    /// The limits of the desk, or those of the wire until the desk is known.
    var limits: Limits { desk.desk?.limits ?? .standard }

    /// Where the next key goes.
    public var context: BindingContext {
        if let overlay = overlays.last { return overlay.context }
        switch tab {
        case .tickets:
            guard let ticket else { return tickets.isFiltering ? .filter : .ticketList }
            return ticket.reply == nil ? .ticket : .reply
        case .create: return create.focus.takesText ? .createText : .create
        case .customerPage: return .customerPage
        }
    }
}

/// The desks and accounts that the user can go to.
public struct Profiles: Equatable, Sendable {
    public var names: [String]
    /// The one that is open.
    public var current: String
    /// The one that is to be opened when the program leaves this one; nil to end.
    public var next: String?

    public init(_ names: [String] = [], current: String = "") {
        self.names = names
        self.current = current
    }
}

/// One line in the status bar about what just happened, until the next key.
public struct Notice: Equatable, Sendable {
    public enum Kind: Sendable {
        case done
        case failed
    }

    public let kind: Kind
    public let phrase: Phrase

    public static func done(_ phrase: Phrase) -> Notice { Notice(kind: .done, phrase: phrase) }
    public static func failed(_ phrase: Phrase) -> Notice { Notice(kind: .failed, phrase: phrase) }
}

/// The three sections of the support desk.
public enum Tab: Int, CaseIterable, Sendable {
    case tickets
    case create
    case customerPage

    var action: Action {
        switch self {
        case .tickets: .showTickets
        case .create: .showCreate
        case .customerPage: .showCustomerPage
        }
    }
}
