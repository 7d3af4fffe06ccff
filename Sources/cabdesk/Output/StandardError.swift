import Foundation
import TerminalKit

/// Standard error, for sentences. What cannot be written there is lost: there is no other place to say so.
enum StandardError {
    /// Writes `cabdesk: ` and the sentence, which may hold foreign text.
    static func sentence(_ text: String) {
        write("cabdesk: \(Sanitizer.visible(text))\n")
    }

    static func write(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}
