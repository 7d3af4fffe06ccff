public import Foundation

/// The identity of a ticket, message, attachment, event or upload: a UUID that the creator chooses.
///
/// The type parameter keeps ids of different kinds apart. New ids are UUID version 7
/// (RFC 9562, section 5.7), so that ids made later sort later. On the wire and in files: lower-case, with hyphens.
public struct EntityID<Entity>: Hashable, Sendable {
    public let uuid: UUID

    public init(_ uuid: UUID) {
        self.uuid = uuid
    }

    /// A fresh version 7 id: 48 bits of Unix milliseconds, then 74 random bits.
    public static func make(
        at time: Timestamp = .now, using generator: inout some RandomNumberGenerator
    ) -> Self {
        // A clock set before 1970 would sort the id behind all others.
        let clock = UInt64(max(0, time.milliseconds))
        let high = (clock << 16) | 0x7000 | (generator.next() & 0x0FFF)
        let low = (generator.next() & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000
        func byte(_ word: UInt64, _ index: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: word >> (56 - 8 * index)) }
        return Self(
            UUID(
                uuid: (
                    byte(high, 0), byte(high, 1), byte(high, 2), byte(high, 3),
                    byte(high, 4), byte(high, 5), byte(high, 6), byte(high, 7),
                    byte(low, 0), byte(low, 1), byte(low, 2), byte(low, 3),
                    byte(low, 4), byte(low, 5), byte(low, 6), byte(low, 7)
                )))
    }

    /// When a version 7 id was made, by the clock of its maker; of other ids nothing that means anything.
    public var madeAt: Timestamp {
        withUnsafeBytes(of: uuid.uuid) { bytes in
            Timestamp(milliseconds: bytes.prefix(6).reduce(0) { $0 << 8 | Int64($1) })
        }
    }

    /// A fresh version 7 id from the system's random numbers.
    public static func make(at time: Timestamp = .now) -> Self {
        var generator = SystemRandomNumberGenerator()
        return make(at: time, using: &generator)
    }
}

extension EntityID: Comparable {
    /// By the bytes, which is the order of the texts too.
    public static func < (left: Self, right: Self) -> Bool { left.uuid < right.uuid }
}

extension EntityID: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = Self(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a UUID")
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// The text form: RFC 9562, section 4, lower-case.
extension EntityID: LosslessStringConvertible {
    /// Nil unless the text is a whole UUID; upper case becomes lower case.
    public init?(_ description: String) {
        var description = description
        guard let uuid = description.withUTF8(Self.uuid) else { return nil }
        self.init(UUID(uuid: uuid))
    }

    private static func uuid(_ text: UnsafeBufferPointer<UInt8>) -> uuid_t? {
        guard text.count == 36 else { return nil }
        var uuid: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        var place = 0
        let isWhole = withUnsafeMutableBytes(of: &uuid) { bytes in
            for index in bytes.indices {
                if hasHyphen(before: index) {
                    guard text[place] == UInt8(ascii: "-") else { return false }
                    place += 1
                }
                guard let high = hexadecimalValue(text[place]), let low = hexadecimalValue(text[place + 1])
                else { return false }
                bytes[index] = high << 4 | low
                place += 2
            }
            return true
        }
        return isWhole ? uuid : nil
    }

    public var description: String {
        String(unsafeUninitializedCapacity: Self.textLength, initializingUTF8With: putText)
    }

    static var textLength: Int { 36 }

    /// Writes the text and returns its length.
    func putText(_ text: UnsafeMutableBufferPointer<UInt8>) -> Int {
        withUnsafeBytes(of: uuid.uuid) { bytes in
            var count = 0
            for (index, byte) in bytes.enumerated() {
                if hasHyphen(before: index) {
                    text[count] = UInt8(ascii: "-")
                    count += 1
                }
                text[count] = hexadecimalDigit(byte >> 4)
                text[count + 1] = hexadecimalDigit(byte & 15)
                count += 2
            }
            return count
        }
    }
}

/// Whether a hyphen precedes the byte: hyphens split the 16 bytes into 4, 2, 2, 2 and 6.
private func hasHyphen(before index: Int) -> Bool {
    index == 4 || index == 6 || index == 8 || index == 10
}

private func hexadecimalDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
}

private func hexadecimalValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
}
