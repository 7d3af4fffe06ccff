public import HelpdeskModels
public import TerminalKit

/// The list of a conversation's files, from which one is chosen to be saved.
public struct FileListState: Equatable, Sendable {
    public let files: [Attachment]
    public var viewport: ListViewport<Attachment.ID>

    public init(files: [Attachment]) {
        self.files = files
        viewport = ListViewport(ids: files.map(\.id))
    }

    var selected: Attachment? { files.first { $0.id == viewport.selection } }
}
