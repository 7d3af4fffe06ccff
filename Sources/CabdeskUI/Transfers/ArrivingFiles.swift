public import HelpdeskCore
public import HelpdeskModels

/// Files on their way into a draft: being copied, or received from the phone.
public struct ArrivingFiles: Hashable, Sendable, Identifiable {
    /// Where they come from.
    public enum Source: Hashable, Sendable {
        case path(String)
        /// Paths that were dropped on the terminal, and the text that it was if they are none.
        case dropped(DroppedPaths, text: String)
        case phone(PhoneFile)
    }

    /// Counts what is attached while the program runs: two files of one name are two arrivals.
    public let id: Int
    public let draft: Draft.ID
    public let source: Source

    public init(id: Int, draft: Draft.ID, source: Source) {
        self.id = id
        self.draft = draft
        self.source = source
    }

    public var names: [String] {
        switch source {
        case .path(let path): [PathCompleter.name(path)]
        case .dropped(let dropped, _): dropped.paths.map(PathCompleter.name)
        case .phone(let file): [file.attachment.name]
        }
    }
}

extension Effect {
    /// The files that it brings into a draft; nil if it is of another kind.
    public var arriving: ArrivingFiles? {
        if case .files(.attach(let files)) = self { files } else { nil }
    }
}
