import CommandLineKit
import Foundation
import Glibc
import HelpdeskCore
import HelpdeskModels
import SystemKit

/// The text of a ticket or reply from standard input.
enum TextInput {
    /// Reads to the end, without a byte order mark and the line ends that close it. On a terminal it says how to end the text.
    ///
    /// Throws `invalid` with a violation of `text` if it has more than `limit` scalars or is not UTF-8. Of a text that is too
    /// long it says first how it could go as a file, where the command takes files.
    static func read(limit: Int, language: Language, takesFiles: Bool = true) throws(HelpdeskError) -> String {
        if isatty(STDIN_FILENO) == 1 { StandardError.write(CommandText(language).endText + "\n") }
        // No text within the limit is longer: a scalar has at most four bytes. The rest is for line ends that are cut.
        let bound = limit * 4 + 1024
        let data: Data
        do {
            // To the end of the input, and not once more: on a terminal that would ask for a second Ctrl-D.
            data = try FileHandle.standardInput.read(upToCount: bound + 1) ?? Data()
        } catch {
            throw HelpdeskError(.fileUnreadable, subject: "stdin")
        }
        let tooLong = HelpdeskError(
            .invalid, violations: [Violation(field: "text", code: .tooLong, limit: Int64(limit))])
        let advice = takesFiles ? CommandText(language).attachLongText : nil
        if data.count > bound {
            if let advice { StandardError.sentence(advice) }
            throw tooLong
        }
        guard var text = String(validating: data, as: UTF8.self)?.withoutByteOrderMark else {
            throw HelpdeskError(
                .invalid, detail: "not UTF-8", violations: [Violation(field: "text", code: .malformed)])
        }
        while text.last?.isNewline == true { text.removeLast() }
        if text.unicodeScalars.count > limit {
            if let advice { StandardError.sentence(advice) }
            throw tooLong
        }
        return text
    }
}
