import Foundation

extension HelpdeskError {
    /// A failed writing of a file, by `errno`.
    static func writing(_ name: String, _ number: Int32 = errno) -> HelpdeskError {
        let code: Code = number == ENOSPC || number == EDQUOT ? .diskFull : .cannotWriteFile
        return HelpdeskError(code, subject: name, detail: String(cString: strerror(number)))
    }
}
