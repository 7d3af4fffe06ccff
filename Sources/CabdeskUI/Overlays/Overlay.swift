public import HelpdeskModels
public import TerminalKit

/// Something that lies over a tab until it is answered or left.
public enum Overlay: Equatable, Sendable {
    case help(HelpState)
    case choices(ChoiceList)
    /// A folder that is being typed.
    case path(PathState)
    case browser(BrowserState)
    case confirm(Confirmation)
    case rating(RatingState)
    case preview(PreviewState)
    case transfers(TransfersState)
    /// A note for the next shift, while it is written.
    case shiftNote(TextEditor)
    /// The name under which a text is kept as a canned reply, while it is typed.
    case cannedName(CannedNameState)
    /// The text of a canned reply, while it is changed.
    case cannedText(CannedEdit)
    /// The answer to all marked tickets, while it is written; the text is `AppState.severalReply`.
    case severalReply
    case why(WhyState)

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
        case .shiftNote: .shiftNote
        case .cannedName: .cannedName
        case .cannedText: .cannedText
        case .severalReply: .severalReply
        case .why: .why
        }
    }
}

/// The folder into which an attachment is saved, while it is typed.
public struct PathState: Equatable, Sendable {
    public let attachment: Attachment
    public var editor: TextEditor
    /// The findings of the last completion.
    public var candidates: [String] = []

    public init(attachment: Attachment, directory: String) {
        self.attachment = attachment
        editor = TextEditor(directory, singleLine: true)
    }
}

/// A text or picture of a ticket, shown without leaving the program.
public struct PreviewState: Equatable, Sendable {
    public let name: String
    /// Sanitised and cut to what a person would read.
    public let lines: [String]
    public var scroll = 0
    /// Nil for a text.
    public var picture: PicturePreview?

    public init(name: String, lines: [String] = [], picture: PicturePreview? = nil) {
        self.name = name
        self.lines = lines
        self.picture = picture
    }
}

/// The question how good the help was, after a ticket is resolved.
public struct RatingState: Equatable, Sendable {
    public let ticket: Ticket.ID
    /// Nil until a number is pressed.
    public var score: Int?
    public var comment = TextEditor("", singleLine: true)
}

/// A word of why, before a ticket is resolved or opened again. None is needed.
public struct WhyState: Equatable, Sendable {
    public let ticket: Ticket.ID
    public let kind: NewEvent.Kind
    public var text = TextEditor("", singleLine: true)

    init(_ ticket: Ticket.ID, _ kind: NewEvent.Kind) {
        self.ticket = ticket
        self.kind = kind
    }
}
