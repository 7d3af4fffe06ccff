import Crypto
import Foundation
import HelpdeskModels

extension Data {
    /// The digest of the bytes.
    var sha256: HelpdeskModels.SHA256Digest {
        get throws {
            guard let digest = HelpdeskModels.SHA256Digest(bytes: SHA256.hash(data: self)) else {
                throw CocoaError(.coderInvalidValue)
            }
            return digest
        }
    }
}
