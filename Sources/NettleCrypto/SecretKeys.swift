import CNettle

/// HMAC with SHA-256 (RFC 2104).
package enum HMACSHA256 {
    /// The 32 bytes of the code that authenticates `bytes` under `key`, which may have any length.
    package static func code(for bytes: some Sequence<UInt8>, key: [UInt8]) -> [UInt8] {
        var context = hmac_sha256_ctx()
        nettle_hmac_sha256_set_key(&context, key.count, key)
        withContiguousBytes(bytes) { bytes in
            nettle_hmac_sha256_update(&context, bytes.count, bytes.assumingMemoryBound(to: UInt8.self).baseAddress)
        }
        return [UInt8](unsafeUninitializedCapacity: SHA256.byteCount) { code, count in
            nettle_hmac_sha256_digest(&context, SHA256.byteCount, code.baseAddress)
            count = SHA256.byteCount
        }
    }
}

/// HKDF with SHA-256 (RFC 5869).
package enum HKDFSHA256 {
    /// A key of `count` bytes, at most 8160, for the use that `info` names.
    package static func key(
        from secret: some Sequence<UInt8>, salt: [UInt8] = [], info: some Sequence<UInt8>, count: Int = 32
    ) -> [UInt8] {
        let (secret, info) = (Array(secret), Array(info))
        return [UInt8](unsafeUninitializedCapacity: count) { key, length in
            cnettle_hkdf_sha256(
                secret.count, secret, salt.count, salt, info.count, info, count, key.baseAddress)
            length = count
        }
    }
}

/// AES-GCM with a key of 256 bits (NIST SP 800-38D).
package enum AES256GCM {
    private static let nonceSize = Int(GCM_IV_SIZE)
    private static let tagSize = Int(GCM_DIGEST_SIZE)

    /// The nonce, the ciphertext and the tag in one. `key` has 32 bytes, `nonce` 12, which seal nothing else under it.
    package static func seal(_ plain: some Sequence<UInt8>, key: [UInt8], nonce: [UInt8]) -> [UInt8] {
        precondition(key.count == 32 && nonce.count == nonceSize)
        let plain = Array(plain)
        var context = begin(key, nonce)
        var (cipher, tag) = ([UInt8](repeating: 0, count: plain.count), [UInt8](repeating: 0, count: tagSize))
        nettle_gcm_aes256_encrypt(&context, plain.count, &cipher, plain)
        nettle_gcm_aes256_digest(&context, tagSize, &tag)
        return nonce + cipher + tag
    }

    /// Returns the bytes that ``seal(_:key:nonce:)`` was given; nil if any was changed, or sealed under another key.
    package static func open(_ sealed: some Sequence<UInt8>, key: [UInt8]) -> [UInt8]? {
        precondition(key.count == 32)
        let sealed = Array(sealed)
        guard sealed.count >= nonceSize + tagSize else { return nil }
        let cipher = Array(sealed[nonceSize..<sealed.count - tagSize])
        var context = begin(key, Array(sealed[..<nonceSize]))
        var (plain, tag) = ([UInt8](repeating: 0, count: cipher.count), [UInt8](repeating: 0, count: tagSize))
        nettle_gcm_aes256_decrypt(&context, cipher.count, &plain, cipher)
        nettle_gcm_aes256_digest(&context, tagSize, &tag)
        // In the same time wherever they differ.
        return nettle_memeql_sec(tag, Array(sealed[(sealed.count - tagSize)...]), tagSize) == 1 ? plain : nil
    }

    private static func begin(_ key: [UInt8], _ nonce: [UInt8]) -> gcm_aes256_ctx {
        var context = gcm_aes256_ctx()
        nettle_gcm_aes256_set_key(&context, key)
        nettle_gcm_aes256_set_iv(&context, nonce.count, nonce)
        return context
    }
}
