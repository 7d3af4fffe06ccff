import Foundation

/// Paths of files that were dropped on the terminal or pasted: it is nothing else than absolute paths, one a line.
///
/// Terminals quote what is dropped with quotes or backslashes, or give a `file:` URL. Whether the files are there is
/// asked later: what only looks like a path is text.
public struct DroppedPaths: Hashable, Sendable {
    public let paths: [String]

    /// More than a person drops at once is a text.
    private static let maxPaths = 50

    init?(_ text: String) {
        let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
        let looksRight = lines.allSatisfy { line in
            ["/", "'/", "\"/", "file:///"].contains { line.hasPrefix($0) } && line.utf8.count > 1
        }
        guard !lines.isEmpty, lines.count <= Self.maxPaths, looksRight else { return nil }
        paths = lines
    }
}
