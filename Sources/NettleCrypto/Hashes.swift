import CNettle

/// SHA-256 (FIPS 180-4) of bytes that come in pieces.
package struct SHA256: Sendable {
    package static let byteCount = 32

    private var context = sha256_ctx()

    package init() {
        nettle_sha256_init(&context)
    }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        nettle_sha256_update(&context, bytes.count, bytes.assumingMemoryBound(to: UInt8.self).baseAddress)
    }

    /// The 32 bytes of the digest of what came so far; more may follow.
    package var digest: [UInt8] {
        // Nettle begins anew once it has written the digest.
        var copy = context
        return [UInt8](unsafeUninitializedCapacity: Self.byteCount) { digest, count in
            nettle_sha256_digest(&copy, Self.byteCount, digest.baseAddress)
            count = Self.byteCount
        }
    }

    /// The 32 bytes of the digest of `bytes`.
    package static func digest(of bytes: some Sequence<UInt8>) -> [UInt8] {
        var hash = Self()
        withContiguousBytes(bytes) { hash.update($0) }
        return hash.digest
    }
}

/// SHA-1 (FIPS 180-4), where a protocol asks for it; it proves nothing against somebody who forges.
package struct SHA1: Sendable {
    package static let byteCount = 20

    private var context = sha1_ctx()

    package init() {
        nettle_sha1_init(&context)
    }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        nettle_sha1_update(&context, bytes.count, bytes.assumingMemoryBound(to: UInt8.self).baseAddress)
    }

    /// The 20 bytes of the digest of what came so far; more may follow.
    package var digest: [UInt8] {
        var copy = context
        return [UInt8](unsafeUninitializedCapacity: Self.byteCount) { digest, count in
            nettle_sha1_digest(&copy, Self.byteCount, digest.baseAddress)
            count = Self.byteCount
        }
    }

    /// The 20 bytes of the digest of `bytes`.
    package static func digest(of bytes: some Sequence<UInt8>) -> [UInt8] {
        var hash = Self()
        withContiguousBytes(bytes) { hash.update($0) }
        return hash.digest
    }
}

/// Calls `body` with the bytes in one piece, copied only where they do not lie in one.
func withContiguousBytes<Result>(
    _ bytes: some Sequence<UInt8>, _ body: (UnsafeRawBufferPointer) -> Result
) -> Result {
    bytes.withContiguousStorageIfAvailable { body(UnsafeRawBufferPointer($0)) }
        ?? Array(bytes).withUnsafeBytes(body)
}
