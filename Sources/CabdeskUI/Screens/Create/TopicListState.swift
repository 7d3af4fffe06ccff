public import HelpdeskModels
public import TerminalKit

/// The open dropdown of topics: what is typed narrows it.
public struct TopicListState: Equatable, Sendable {
    public var filter = TextEditor("", singleLine: true)
    public var viewport: ListViewport<Topic.ID>

    public init(topics: [Topic], selected: Topic.ID?) {
        viewport = ListViewport(ids: topics.map(\.id))
        if let selected { viewport.select(selected) }
    }
}
