import TerminalKit

/// Something that lies over a tab until it is answered or left.
public enum Overlay: Equatable, Sendable {
    /// All bindings, scrolled by so many lines.
    case help(scroll: Int)
    case choices(ChoiceList)
    /// A folder that is being typed.
    case path(PathState)
    case browser(BrowserState)
    case confirm(Confirmation)
    case rating(RatingState)
    case preview(PreviewState)
    case transfers(TransfersState)

    var context: BindingContext {
        switch self {
        case .help: .help
        case .choices(let list): list.purpose == .attachment ? .files : .choices
        case .path: .path
        case .browser: .browser
        case .confirm: .confirm
        case .rating: .rating
        case .preview: .preview
        case .transfers: .transfers
        }
    }
}
