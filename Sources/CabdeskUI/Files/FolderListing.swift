import HelpdeskCore
public import HelpdeskModels

/// The entries of a folder of this machine.
public struct FolderListing: Equatable, Sendable {
    public struct Entry: Equatable, Sendable {
        public let name: String
        public let isFolder: Bool
        /// In bytes; nil where it is unknown.
        public let size: Int64?
        public let modified: Timestamp?

        public init(name: String, isFolder: Bool, size: Int64?, modified: Timestamp?) {
            self.name = name
            self.isFolder = isFolder
            self.size = size
            self.modified = modified
        }
    }

    /// Absolute.
    public let path: String
    /// Folders first, then by name.
    public let entries: [Entry]
    /// False if there is no such folder, or it may not be looked into.
    public let isReadable: Bool

    public init(path: String, entries: [Entry], isReadable: Bool = true) {
        self.isReadable = isReadable
        self.path = path
        self.entries = entries
    }
}

/// Lists a folder for the file browser.
enum FolderReader {
    static func list(_ folder: LocatedPath) -> FolderListing {
        let found = folder.entries()
        let entries = (found ?? []).map { entry, facts in
            let isFolder = facts?.isFolder ?? false
            return FolderListing.Entry(
                name: entry.text, isFolder: isFolder, size: isFolder ? nil : facts?.size, modified: facts?.modified)
        }
        return FolderListing(
            path: folder.path.standardized.text,
            entries: entries.filter(\.isFolder).collated(by: \.name)
                + entries.filter { !$0.isFolder }.collated(by: \.name), isReadable: found != nil)
    }
}
