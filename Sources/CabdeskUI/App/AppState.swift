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
    /// What the kind of backend can do.
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
    /// What lies over the tab and takes the keys first; the last one is on top.
    public var overlays: [Overlay] = []
    public var notice: Notice?
    /// What is remembered from one start to the next.
    public var preferences = Preferences()
    /// How news are announced.
    public var notifications = NotificationSettings()
    /// Where the file browser was last.
    public var browsedFolder = "~"
    /// Files that are being received, and those that could not be.
    public var downloads: [Transfer] = []
    /// The profiles that there are, and the one that is open.
    public var profiles: [String] = []
    public var profile = ""
    /// The profile that is to be opened when the program leaves this one; nil to end.
    public var nextProfile: String?
    public var isQuitting = false
    /// Whether everything that is new in a ticket is told, in linear mode, rather than shown as far as it fits.
    var isReadAloud = false
    /// The draft that the backend knows to be open here; nil for none.
    var announcedDraft: Draft.ID?
    /// Those that no other program may have meanwhile.
    var openDrafts: Set<Draft.ID> = []
    /// Drafts whose last words could not be saved yet.
    var unsaved: Set<Draft.ID> = []
    /// Drafts that the user's own editor has, as they were last on the screen.
    var inEditor: [Draft.ID: Draft] = [:]
    /// Files on their way into drafts.
    var arriving: [ArrivingFiles] = []
    /// How many there were so far.
    var arrivalCount = 0
    /// What is sent as soon as its files are there.
    var awaitedDraft: Draft.ID?
    /// Files from the phone that were answered, until the store has forgotten them.
    var answeredPhoneFiles: Set<PhoneFile.ID> = []
    /// Answered files that the backend still offers, because it could not be reached: tried again every minute.
    var unremovedPhoneFiles: [PhoneFile] = []
    /// For the drafts that this message begins.
    var ids: FreshIDs
    /// What each key asks for.
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
