public import Foundation

/// The identity of a ticket, message, attachment, event or upload: a UUID, chosen by whoever creates the thing.
///
/// The type parameter keeps the id of one kind of thing from being taken for another's. New ids are UUID version 7
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
        // A clock that stands before 1970 would put the id behind all others.
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

    /// A fresh version 7 id from the system's random numbers.
    public static func make(at time: Timestamp = .now) -> Self {
        var generator = SystemRandomNumberGenerator()
        return make(at: time, using: &generator)
    }
}

extension EntityID: Comparable {
    public static func < (left: Self, right: Self) -> Bool { left.description < right.description }
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
