import Foundation
import HelpdeskModels
import NettleCrypto

extension Data {
    /// The digest of the bytes.
    var sha256: SHA256Digest {
        get throws {
            guard let digest = SHA256Digest(bytes: SHA256.digest(of: self)) else {
                throw CocoaError(.coderInvalidValue)
            }
            return digest
        }
    }
}
