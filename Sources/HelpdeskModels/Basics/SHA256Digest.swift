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
