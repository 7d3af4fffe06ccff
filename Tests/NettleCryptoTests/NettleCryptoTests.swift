import NettleCrypto
import Testing

/// By the examples of the standards.
struct NettleCryptoTests {
    private func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = hexadecimal.filter { !$0.isWhitespace }.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    @Test("SHA-256 and SHA-1 give the digests of FIPS 180-4, in one piece and in several")
    func hashes() {
        let text = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
        let sha256 = bytes("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
        let sha1 = bytes("84983e441c3bd26ebaae4aa1f95129e5e54670f1")
        #expect(SHA256.digest(of: text.utf8) == sha256)
        #expect(SHA1.digest(of: text.utf8) == sha1)
        var (pieces256, pieces1) = (SHA256(), SHA1())
        for piece in [text.prefix(7), text.dropFirst(7)] {
            Array(piece.utf8).withUnsafeBytes {
                pieces256.update($0)
                pieces1.update($0)
            }
            _ = (pieces256.digest, pieces1.digest)
        }
        #expect(pieces256.digest == sha256)
        #expect(pieces1.digest == sha1)
        #expect(
            SHA256.digest(of: []) == bytes("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
        #expect(
            SHA256.digest(of: repeatElement(UInt8(ascii: "a"), count: 1_000_000))
                == bytes("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"))
    }

    @Test("HMAC gives the codes of RFC 4231, for short keys and long ones")
    func hmac() {
        #expect(
            HMACSHA256.code(for: "what do ya want for nothing?".utf8, key: Array("Jefe".utf8))
                == bytes("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"))
        #expect(
            HMACSHA256.code(
                for: "Test Using Larger Than Block-Size Key - Hash Key First".utf8,
                key: [UInt8](repeating: 0xaa, count: 131))
                == bytes("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"))
    }

    @Test("HKDF gives the keys of RFC 5869, with a salt and without")
    func hkdf() {
        let secret = [UInt8](repeating: 0x0b, count: 22)
        #expect(
            HKDFSHA256.key(
                from: secret, salt: bytes("000102030405060708090a0b0c"), info: bytes("f0f1f2f3f4f5f6f7f8f9"), count: 42)
                == bytes(
                    """
                    3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865
                    """))
        #expect(
            HKDFSHA256.key(from: secret, info: [], count: 42)
                == bytes(
                    """
                    8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8
                    """))
    }

    @Test("AES-GCM seals as in the examples of its authors, opens what it sealed, and nothing that was changed")
    func aes() {
        let key = bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")
        let nonce = bytes("cafebabefacedbaddecaf888")
        let plain = bytes(
            """
            d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72
            1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255
            """)
        let sealed = AES256GCM.seal(plain, key: key, nonce: nonce)
        #expect(
            sealed
                == nonce
                + bytes(
                    """
                    522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa
                    8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad
                    b094dac5d93471bdec1a502270e3cc6c
                    """))
        #expect(AES256GCM.open(sealed, key: key) == plain)
        for place in sealed.indices {
            var changed = sealed
            changed[place] ^= 1
            #expect(AES256GCM.open(changed, key: key) == nil)
        }
        #expect(AES256GCM.open(sealed, key: [UInt8](repeating: 0, count: 32)) == nil)
        #expect(AES256GCM.open(sealed.prefix(27), key: key) == nil)
        #expect(AES256GCM.open(AES256GCM.seal([], key: key, nonce: nonce), key: key) == [])
    }
}
