public import HelpdeskCore
public import HelpdeskModels
public import TerminalKit

/// The file browser that attaches: a folder's entries, narrowed by what is typed; a typed path goes there.
public struct BrowserState: Equatable, Sendable {
    /// The draft that the files go to.
    public let draft: Draft.ID
    public private(set) var listing: FolderListing
    public var input = TextEditor("", singleLine: true)
    public var showsHidden = false
    /// Paths that are marked, in the order in which they were.
    public var marked: [String] = []
    public private(set) var viewport = ListViewport<String>()
    /// The path that is being looked at; nil for none.
    var awaited: String?

    public init(draft: Draft.ID, listing: FolderListing = FolderListing(path: "", entries: [])) {
        self.draft = draft
        self.listing = listing
        narrow()
    }

    /// Whether what is typed is a path rather than a part of a name.
    var isPath: Bool { input.text.contains("/") || input.text.hasPrefix("~") }

    var selected: FolderListing.Entry? { viewport.selection.flatMap(entry) }

    func entry(_ name: String) -> FolderListing.Entry? { listing.entries.first { $0.name == name } }

    func path(of entry: FolderListing.Entry) -> String {
        listing.path.hasSuffix("/") ? listing.path + entry.name : "\(listing.path)/\(entry.name)"
    }

    mutating func show(_ listing: FolderListing) {
        self.listing = listing
        awaited = nil
        input = TextEditor("", singleLine: true)
        narrow()
        viewport.moveToFirst()
    }

    mutating func move(_ change: (inout ListViewport<String>) -> Void) { change(&viewport) }

    mutating func narrow() {
        let query = isPath ? "" : Folding.fold(input.text)
        let hidden = showsHidden || query.hasPrefix(".")
        let shown = listing.entries.filter { entry in
            (hidden || !entry.name.hasPrefix(".")) && (query.isEmpty || Folding.fold(entry.name).contains(query))
        }
        viewport.update(ids: shown.map(\.name))
    }
}
