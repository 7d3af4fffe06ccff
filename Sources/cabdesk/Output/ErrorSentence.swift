import CabdeskUI
import CommandLineKit
import Foundation
import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension HelpdeskError {
    /// The sentence that tells a person what went wrong and what to do.
    func sentence(in language: Language) -> String { Strings(language: language)[.error(self)] }
}

extension OutputError {
    /// The error to report; nil where nobody reads any more.
    var cause: HelpdeskError? {
        switch self {
        case .closed: nil
        case .failed(let code):
            HelpdeskError(
                code == ENOSPC ? .diskFull : .cannotWriteFile, subject: "stdout",
                detail: String(cString: strerror(code)))
        }
    }
}

extension StandardError {
    /// Writes `cabdesk: ` and the sentence, which may hold foreign text.
    static func sentence(_ text: String) {
        write("cabdesk: \(Sanitizer.visible(text))\n")
    }
}
