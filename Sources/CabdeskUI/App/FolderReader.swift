import Foundation
import HelpdeskModels

/// Lists a folder for the file browser.
enum FolderReader {
    static func list(_ typed: String) -> FolderListing {
        let url = URL(fileURLWithPath: PathCompleter.expand(typed)).standardizedFileURL
        let keys: [URLResourceKey] = [
            .isDirectoryKey, .isSymbolicLinkKey, .fileSizeKey, .contentModificationDateKey,
        ]
        let found = try? FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: keys)
        let entries = (found ?? []).map { file in
            var values = try? file.resourceValues(forKeys: Set(keys))
            // A link is what it leads to; one that leads nowhere has no size.
            if values?.isSymbolicLink ?? false {
                values = try? file.resolvingSymlinksInPath().resourceValues(forKeys: Set(keys))
                if values?.isSymbolicLink ?? false { values = nil }
            }
            return FolderListing.Entry(
                name: file.lastPathComponent, isFolder: values?.isDirectory ?? false,
                size: values?.fileSize.map(Int64.init), modified: values?.contentModificationDate.map { Timestamp($0) })
        }
        return FolderListing(
            path: url.path,
            entries: entries.sorted { left, right in
                (left.isFolder ? 0 : 1, left.name.lowercased(), left.name)
                    < (right.isFolder ? 0 : 1, right.name.lowercased(), right.name)
            }, isReadable: found != nil)
    }
}
