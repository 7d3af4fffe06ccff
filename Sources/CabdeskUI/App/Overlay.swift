import TerminalKit

/// Something that lies over a tab until it is answered or left.
public enum Overlay: Equatable, Sendable {
    /// All bindings, scrolled by so many lines.
    case help(scroll: Int)
    /// The topics of Create Ticket, narrowed by what is typed.
    case topics(TopicListState)
    /// The files of a conversation, to choose one to save.
    case files(FileListState)
    /// A path that is being typed.
    case path(PathState)

    var context: BindingContext {
        switch self {
        case .help: .help
        case .topics: .topicList
        case .files: .files
        case .path: .path
        }
    }
}
