import HelpdeskDesk
import HelpdeskModels
import SystemKit

extension OpenFile: UploadFile {
    /// The SHA-256 of the whole file, read in pieces.
    func sha256() throws -> SHA256Digest? {
        var digest = PartialDigest()
        try digest.updateToEnd(reading: read)
        return digest.value
    }
}
