/// Where a key was pressed. A context that takes text receives plain letters itself.
public enum BindingContext: String, CaseIterable, Sendable {
    case everywhere
    case ticketList
    case filter
    case ticket
    case reply
    case create
    case createText
    case customerPage
    case help
    case choices
    case files
    case browser
    case path
    case confirm
    case rating
    case preview
    case transfers
    case shiftNote
    case cannedName
    case cannedText
    case severalReply
    case why

    /// Whether letters and digits are text here rather than keys.
    public var takesText: Bool {
        switch self {
        case .filter, .reply, .createText, .help, .choices, .browser, .path, .rating, .shiftNote,
            .cannedName, .cannedText, .severalReply, .why:
            true
        case .everywhere, .ticketList, .ticket, .create, .customerPage, .files, .confirm, .preview, .transfers:
            false
        }
    }

    /// Whether a letter, typed before a field of text has the focus, begins the text.
    var beginsText: Bool { self == .create }

    /// Whether it lies over a tab, so that what belongs to the tab does not reach it.
    var isOverlay: Bool {
        switch self {
        case .help, .choices, .files, .browser, .path, .confirm, .rating, .preview, .transfers, .shiftNote,
            .cannedName, .cannedText, .severalReply, .why:
            true
        case .everywhere, .ticketList, .filter, .ticket, .reply, .create, .createText, .customerPage: false
        }
    }
}
