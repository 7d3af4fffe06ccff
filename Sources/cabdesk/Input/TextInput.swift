import ArgumentParser
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
    /// Throws `invalid` with a violation of `text` if it has more than `limit` scalars or is not UTF-8; where the command takes
    /// files, it says itself how a text that is too long can go as one, and throws `ExitCode.failure`.
    static func read(limit: Int, language: Language, takesFiles: Bool = true) throws -> String {
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
        if data.count > bound { throw tooLong(limit, language, takesFiles) }
        guard var text = String(validating: data, as: UTF8.self)?.withoutByteOrderMark else {
            throw HelpdeskError(
                .invalid, detail: "not UTF-8", violations: [Violation(field: "text", code: .malformed)])
        }
        while text.last?.isNewline == true { text.removeLast() }
        if text.unicodeScalars.count > limit { throw tooLong(limit, language, takesFiles) }
        return text
    }

    private static func tooLong(_ limit: Int, _ language: Language, _ takesFiles: Bool) -> any Error {
        let error = HelpdeskError(
            .invalid, violations: [Violation(field: "text", code: .tooLong, limit: Int64(limit))])
        guard takesFiles else { return error }
        StandardError.sentence("\(error.sentence(in: language)) \(CommandText(language).attachLongText)")
        return ExitCode.failure
    }
}
