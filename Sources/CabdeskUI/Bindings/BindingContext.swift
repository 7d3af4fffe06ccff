/// Where a key was pressed. A context that takes text receives plain letters itself.
public enum BindingContext: String, CaseIterable, Sendable {
    case everywhere
    case ticketList
    case filter
    case ticket
    case reply
    case create
    case createText
    case topicList
    case customerPage
    case help
    case files
    case path

    /// Whether letters and digits are text here rather than keys.
    public var takesText: Bool {
        switch self {
        case .filter, .reply, .createText, .topicList, .path: true
        case .everywhere, .ticketList, .ticket, .create, .customerPage, .help, .files: false
        }
    }
}
