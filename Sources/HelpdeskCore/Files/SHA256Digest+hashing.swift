public import Foundation
public import HelpdeskModels
import NettleCrypto

extension SHA256Digest {
    /// The digest of bytes in memory; of a file, `PartialDigest` makes it.
    public init?(of data: Data) {
        self.init(bytes: SHA256.digest(of: data))
    }
}
