import Foundation
import HelpdeskModels

/// Lists a folder for the file browser.
enum FolderReader {
    static func list(_ typed: String) -> FolderListing {
        let url = URL(fileURLWithPath: PathCompleter.expand(typed)).standardizedFileURL
        let keys: [URLResourceKey] = [.isDirectoryKey, .fileSizeKey, .contentModificationDateKey]
        let found = try? FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: keys)
        let entries = (found ?? []).map { file in
            let values = try? file.resourceValues(forKeys: Set(keys))
            return FolderListing.Entry(
                name: file.lastPathComponent, isFolder: values?.isDirectory ?? false,
                size: values?.fileSize.map(Int64.init), modified: values?.contentModificationDate.map { Timestamp($0) })
        }
        return FolderListing(
            path: url.path,
            entries: entries.filter(\.isFolder).collated(by: \.name)
                + entries.filter { !$0.isFolder }.collated(by: \.name), isReadable: found != nil)
    }
}
