package import HelpdeskModels
import NettleCrypto

/// The SHA-256 of the first bytes of a file, to go on with when there are more.
package struct PartialDigest: Sendable {
    private var hash = SHA256()
    /// How many bytes it is of.
    package private(set) var count: Int64 = 0

    package init() {}

    /// The digest of those bytes.
    package var value: SHA256Digest? { SHA256Digest(bytes: hash.digest) }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        hash.update(bytes)
        count += Int64(bytes.count)
    }
}
