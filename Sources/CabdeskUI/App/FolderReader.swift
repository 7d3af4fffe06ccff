import HelpdeskCore
import HelpdeskModels

/// Lists a folder for the file browser.
enum FolderReader {
    static func list(_ typed: String) -> FolderListing {
        let folder = PathCompleter.locate(typed).standardized
        let found = LocalFolder.entries(of: folder)
        // Of a link, what it leads to counts.
        let entries = (found ?? []).map { entry in
            let facts = folder.appending(entry.bytes).facts
            let isFolder = facts?.isFolder ?? false
            return FolderListing.Entry(
                name: entry.text, isFolder: isFolder, size: isFolder ? nil : facts?.size, modified: facts?.modified)
        }
        return FolderListing(
            path: folder.text,
            entries: entries.filter(\.isFolder).collated(by: \.name)
                + entries.filter { !$0.isFolder }.collated(by: \.name), isReadable: found != nil)
    }
}
