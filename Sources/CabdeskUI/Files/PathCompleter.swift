import Foundation
import HelpdeskCore
import HelpdeskModels

/// Completes the path of a file as a shell would: to all that the matching names have in common.
enum PathCompleter {
    /// Candidates beyond these are not shown.
    private static let maxCandidates = 100

    /// The name of the file that a typed or dropped path means, by its text alone.
    static func name(_ typed: String) -> String {
        (unquoted(typed).replacing("\\ ", with: " ") as NSString).lastPathComponent
    }

    private static func unquoted(_ typed: String) -> String {
        var path = typed.trimmingCharacters(in: .whitespaces)
        for quote in ["'", "\""] where path.count > 1 && path.hasPrefix(quote) && path.hasSuffix(quote) {
            path = String(path.dropFirst().dropLast())
        }
        return LocalPath(fileURL: path)?.text ?? path
    }

    /// A path as the file system takes it: `~` is the home folder; quotes and escapes of a dropped path are taken off.
    private static func expand(_ typed: String) -> String {
        var path = unquoted(typed)
        if !FileManager.default.fileExists(atPath: path) { path = path.replacing("\\ ", with: " ") }
        return HomeFolder.expand(path, ProcessInfo.processInfo.environment)
    }

    /// The file or folder that is meant, also one whose name is no UTF-8 and was typed as it reads.
    ///
    /// - Parameter making: as in `Restrictions.locate`, which says what it throws, too.
    static func locate(
        _ typed: String, within restrictions: Restrictions, making: Bool = false
    ) throws(HelpdeskError) -> LocatedPath {
        // A URL has the very bytes.
        let text = typed.trimmingCharacters(in: .whitespaces.union(CharacterSet(charactersIn: "'\"")))
        if let path = LocalPath(fileURL: text) { return try restrictions.locate(path, making: making) }
        // Outside of its folder, a restricted program does not even look whether something is there.
        guard restrictions.isRestricted else { return try restrictions.locate(LocalPath(locating: expand(typed))) }
        let plain = HomeFolder.expand(unquoted(typed), ProcessInfo.processInfo.environment)
        let found = try restrictions.locate(LocalPath(plain), making: making)
        if found.isThere || !plain.contains("\\ ") { return found }
        return try restrictions.locate(LocalPath(plain.replacing("\\ ", with: " ")), making: making)
    }

    static func complete(_ typed: String, within restrictions: Restrictions) -> PathCompletion {
        let slash = typed.lastIndex(of: "/")
        let folder = slash.map { String(typed[...$0]) } ?? ""
        let start = slash.map { String(typed[typed.index(after: $0)...]) } ?? typed
        // As in a shell, a folder that cannot be read completes nothing; what is typed is judged when it is used.
        let entries = (try? locate(folder.isEmpty ? "." : folder, within: restrictions))?.entries() ?? []
        let matching = entries.map { (text: $0.entry.text, isFolder: $0.facts?.isFolder ?? false) }
            .filter { $0.text.hasPrefix(start) && (!$0.text.hasPrefix(".") || start.hasPrefix(".")) }
            .collated(by: \.text)
        guard let first = matching.first else { return PathCompletion(typed: typed, completed: typed, candidates: []) }
        var common = matching.dropFirst().reduce(first.text) { $0.commonPrefix(with: $1.text) }
        if matching.count == 1, first.isFolder { common += "/" }
        let candidates = matching.prefix(maxCandidates).map { $0.isFolder ? "\($0.text)/" : $0.text }
        return PathCompletion(
            typed: typed, completed: folder + common, candidates: matching.count == 1 ? [] : candidates)
    }
}

/// The possible continuations of a typed path.
public struct PathCompletion: Equatable, Sendable {
    /// The text that was completed.
    public let typed: String
    /// The text with all that the candidates have in common.
    public let completed: String
    /// The names that are possible, folders with a `/` at the end, sorted.
    public let candidates: [String]

    public init(typed: String, completed: String, candidates: [String]) {
        self.typed = typed
        self.completed = completed
        self.candidates = candidates
    }
}

/// Paths of files that were dropped on the terminal or pasted: it is nothing else than absolute paths, separated by
/// spaces or line ends.
///
/// Terminals quote what is dropped with quotes or backslashes, or give a `file:` URL. Whether the files are there is
/// asked later: what only looks like a path is text.
public struct DroppedPaths: Hashable, Sendable {
    public let paths: [String]

    /// More than a person drops at once is a text.
    private static let maxPaths = 50

    init?(_ text: String) {
        var paths: [String] = []
        for line in text.split(whereSeparator: \.isNewline).map({ $0.trimmingCharacters(in: .whitespaces) }) {
            if let words = Self.words(of: line), words.allSatisfy(Self.looksRight) {
                paths += words
            } else if Self.looksRight(line) {
                // One path whose spaces nobody quoted.
                paths.append(line)
            } else {
                return nil
            }
            if paths.count > Self.maxPaths { return nil }
        }
        guard !paths.isEmpty else { return nil }
        self.paths = paths
    }

    private static func looksRight(_ path: String) -> Bool {
        ["/", "file:///"].contains { path.hasPrefix($0) } && path.utf8.count > 1
    }

    /// The words of a line as a shell reads them, without quotes and backslashes; nil if a quote is left open.
    private static func words(of line: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var isEscaped = false
        for character in line {
            if isEscaped {
                word = (word ?? "") + String(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character.isWhitespace {
                if let word { words.append(word) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        guard quote == nil, !isEscaped else { return nil }
        return words + [word].compactMap { $0 }
    }
}
