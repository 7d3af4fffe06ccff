public import Foundation
import NettleCrypto

/// A SHA-256 digest (FIPS 180-4) as 64 lower-case hexadecimal digits. Safe as a file name.
public struct SHA256Digest: Hashable, Sendable, LosslessStringConvertible {
    public let description: String

    /// Nil unless the text is 64 hexadecimal digits; upper case becomes lower case.
    public init?(_ description: String) {
        let digits = description.lowercased()
        let isHexadecimal = digits.utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
        }
        guard digits.utf8.count == 64, isHexadecimal else { return nil }
        self.description = digits
    }

    /// From the 32 bytes of a digest; nil for another number of them.
    public init?(bytes: some Sequence<UInt8>) {
        let alphabet = Array("0123456789abcdef".utf8)
        var digits: [UInt8] = []
        for byte in bytes {
            digits.append(alphabet[Int(byte >> 4)])
            digits.append(alphabet[Int(byte & 15)])
        }
        self.init(String(decoding: digits, as: UTF8.self))
    }

    /// The digest of bytes in memory; use ``PartialDigest`` for a file.
    public init?(of data: Data) {
        self.init(bytes: SHA256.digest(of: data))
    }
}

extension SHA256Digest: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let digest = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a SHA-256 digest")
        }
        self = digest
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// The SHA-256 of the first bytes of a file, which can be continued.
package struct PartialDigest: Sendable {
    private var hash = SHA256()
    /// The number of bytes digested.
    package private(set) var count: Int64 = 0

    package init() {}

    /// The digest of these bytes.
    package var value: SHA256Digest? { SHA256Digest(bytes: hash.digest) }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        hash.update(bytes)
        count += Int64(bytes.count)
    }

    /// Digests the rest of a file piece by piece. `read` fills a buffer from an offset in the file and returns the number
    /// of bytes; the first that is not positive ends the digest.
    package mutating func updateToEnd<Failure>(
        reading read: (_ buffer: UnsafeMutableRawBufferPointer, _ offset: Int64) throws(Failure) -> Int
    ) throws(Failure) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceSize, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let length = try read(buffer, count)
            guard length > 0 else { return }
            update(UnsafeRawBufferPointer(rebasing: buffer.prefix(length)))
        }
    }

    /// In bytes; small enough for the processor's cache, which is faster.
    package static let pieceSize = 256 << 10
}
