import Foundation
import HelpdeskModels
import NettleCrypto

/// Converts RT's numbers to ids and back, without any state.
///
/// An id is a UUID version 8 (RFC 9562, section 5.8): the first 48 bits and 8 of the next 12 are of the SHA-256 of RT's
/// address, 4 bits are the kind of thing, and the last 62 bits are RT's number. So the same thing has the same id on every
/// machine, ids of one kind sort by RT's numbers, and an id of another desk is recognised as foreign.
struct RTIdentifier: Hashable, Sendable {
    enum Kind: UInt8, Sendable {
        case ticket = 1
        case message = 2
        case event = 3
        case attachment = 4
    }

    /// The valid numbers of RT. Ids have room for more, but sets of these can be computed without overflow.
    static let numbers: Range<Int64> = 1..<1 << 48

    private let desk: [UInt8]

    init(address: String) {
        desk = Array(SHA256.digest(of: address.utf8).prefix(7))
    }

    /// `number` is positive.
    func uuid(_ kind: Kind, _ number: Int64) -> UUID {
        let low = UInt64(bitPattern: number) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        func byte(_ index: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: low >> (56 - 8 * index)) }
        return UUID(
            uuid: (
                desk[0], desk[1], desk[2], desk[3], desk[4], desk[5], 0x80 | kind.rawValue, desk[6],
                byte(0), byte(1), byte(2), byte(3), byte(4), byte(5), byte(6), byte(7)
            ))
    }

    /// Nil for an id of another kind or desk, or one chosen by a client.
    func number(_ kind: Kind, of uuid: UUID) -> Int64? {
        let bytes = withUnsafeBytes(of: uuid.uuid) { Array($0) }
        var low: UInt64 = 0
        for byte in bytes[8...] { low = low << 8 | UInt64(byte) }
        let number = Int64(low & 0x3FFF_FFFF_FFFF_FFFF)
        return number > 0 && self.uuid(kind, number) == uuid ? number : nil
    }

    func ticket(_ number: Int64) -> Ticket.ID { Ticket.ID(uuid(.ticket, number)) }
    func message(_ number: Int64) -> Message.ID { Message.ID(uuid(.message, number)) }
    func event(_ number: Int64) -> Event.ID { Event.ID(uuid(.event, number)) }
    func attachment(_ number: Int64) -> Attachment.ID { Attachment.ID(uuid(.attachment, number)) }
}
