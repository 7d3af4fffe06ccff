import GRDB

extension HelpdeskError {
    /// The meaning of a failed access to the database.
    init(storing error: any Error, in directory: String) {
        switch error {
        case var error as HelpdeskError:
            if [.storeNewer, .storeDamaged].contains(error.code) { error.subject = directory }
            self = error
        case let error as DatabaseError:
            let code: Code =
                switch error.resultCode {
                case .SQLITE_FULL: .diskFull
                // A file beside the database that cannot grow (its shared memory) is reported as one of these two.
                case .SQLITE_CANTOPEN, .SQLITE_IOERR:
                    FreeSpace.isEnough(for: 65_536, at: directory) ? .storeUnwritable : .diskFull
                case .SQLITE_READONLY, .SQLITE_PERM: .storeUnwritable
                case .SQLITE_BUSY, .SQLITE_LOCKED: .storeBusy
                case .SQLITE_CORRUPT, .SQLITE_NOTADB: .storeDamaged
                case .SQLITE_ERROR where error.message == "malformed JSON": .storeDamaged
                default: .unexpected
                }
            // Without the statement's arguments, which are what people wrote.
            self.init(code, subject: directory, detail: "\(error.extendedResultCode): \(error.message ?? "")")
        case is CancellationError:
            self.init(.cancelled)
        case is DecodingError, is RowDecodingError:
            self.init(.storeDamaged, subject: directory)
        default:
            self.init(.unexpected, subject: directory, detail: "\(type(of: error))")
        }
    }
}
