import Foundation

/// Completes the path of a file as a shell would: to all that the matching names have in common.
enum PathCompleter {
    /// Candidates beyond these are not shown.
    private static let mostCandidates = 100

    /// A path as the file system takes it: `~` is the home folder; quotes and escapes of a dropped path are taken off.
    static func expand(_ typed: String) -> String {
        var path = typed.trimmingCharacters(in: .whitespaces)
        for quote in ["'", "\""] where path.count > 1 && path.hasPrefix(quote) && path.hasSuffix(quote) {
            path = String(path.dropFirst().dropLast())
        }
        if path.hasPrefix("file://"), let url = URL(string: path) { path = url.path }
        if !FileManager.default.fileExists(atPath: path) { path = path.replacing("\\ ", with: " ") }
        guard path == "~" || path.hasPrefix("~/") else { return (path as NSString).expandingTildeInPath }
        // The user's own is what the environment says, which is not always what the system's list of users does.
        let home = ProcessInfo.processInfo.environment["HOME"] ?? NSHomeDirectory()
        return home + path.dropFirst()
    }

    static func complete(_ typed: String) -> PathCompletion {
        let slash = typed.lastIndex(of: "/")
        let folder = slash.map { String(typed[...$0]) } ?? ""
        let start = slash.map { String(typed[typed.index(after: $0)...]) } ?? typed
        let directory = folder.isEmpty ? "." : expand(folder)
        // As in a shell, a folder that cannot be read completes nothing; what is typed is judged when it is used.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        let matching = names.filter { $0.hasPrefix(start) && (!$0.hasPrefix(".") || start.hasPrefix(".")) }.sorted()
        guard let first = matching.first else { return PathCompletion(typed: typed, completed: typed, candidates: []) }
        var common = matching.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
        if matching.count == 1, isDirectory("\(directory)/\(first)") { common += "/" }
        let candidates = matching.prefix(mostCandidates).map { isDirectory("\(directory)/\($0)") ? "\($0)/" : $0 }
        return PathCompletion(
            typed: typed, completed: folder + common, candidates: matching.count == 1 ? [] : candidates)
    }

    private static func isDirectory(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }
}
