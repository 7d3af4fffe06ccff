import Foundation
import HelpdeskModels

extension Data {
    /// The digest of the bytes.
    var sha256: SHA256Digest {
        get throws {
            guard let digest = SHA256Digest(of: self) else { throw CocoaError(.coderInvalidValue) }
            return digest
        }
    }
}
