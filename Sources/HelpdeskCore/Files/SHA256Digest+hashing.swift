import Crypto
public import Foundation
public import HelpdeskModels

extension HelpdeskModels.SHA256Digest {
    /// The digest of bytes in memory; of a file, `FileIntake` and `AttachmentSaver` make it as they go.
    public init?(of data: Data) {
        self.init(bytes: SHA256.hash(data: data))
    }
}
