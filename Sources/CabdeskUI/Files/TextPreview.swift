import Foundation
import HelpdeskCore
import SystemKit
import TerminalKit

/// The beginning of a text file as lines that can be drawn.
enum TextPreview {
    private static let maxBytes = 512 * 1024
    private static let maxLines = 5000

    /// Nil if the file is no text in UTF-8, or cannot be read; the caller says so.
    static func lines(of path: String) -> [String]? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        let data: Data
        do {
            // At the end of the file, which of an empty one is its beginning, nothing is read.
            data = try file.read(upToCount: maxBytes) ?? Data()
        } catch {
            return nil
        }
        if data.contains(0) { return nil }
        // The cut may lie within a character.
        let text = (0..<4).lazy.compactMap { String(validating: data.dropLast($0), as: UTF8.self) }.first
        return text?.withoutByteOrderMark.split(separator: "\n", maxSplits: maxLines, omittingEmptySubsequences: false)
            .prefix(maxLines)
            .map { Sanitizer.visible($0.hasSuffix("\r") ? $0.dropLast() : $0) }
    }
}
