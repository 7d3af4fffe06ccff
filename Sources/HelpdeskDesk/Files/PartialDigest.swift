import Crypto
package import HelpdeskModels

/// The SHA-256 of the first bytes of a file, to go on with when there are more.
package struct PartialDigest: Sendable {
    private var hash = SHA256()
    /// How many bytes it is of.
    package private(set) var count: Int64 = 0

    package init() {}

    /// The digest of those bytes.
    package var value: HelpdeskModels.SHA256Digest? { HelpdeskModels.SHA256Digest(bytes: hash.finalize()) }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        hash.update(bufferPointer: bytes)
        count += Int64(bytes.count)
    }
}
