public import Foundation
import HelpdeskModels

/// Ids for what a message begins. They come in with the message, as `update` is pure and cannot make any.
public struct FreshIDs: Equatable, Sendable {
    private var next: UUID

    public init(first: UUID) {
        next = first
    }

    /// From the system's random numbers.
    public static func random() -> FreshIDs { FreshIDs(first: EntityID<FreshIDs>.make().uuid) }

    /// The first id, then those that follow it in number.
    mutating func take<Entity>() -> EntityID<Entity> {
        defer { next = next.successor }
        return EntityID(next)
    }
}

extension UUID {
    fileprivate var successor: UUID {
        var bytes = uuid
        withUnsafeMutableBytes(of: &bytes) { bytes in
            // Carries stay within the random bits, behind the variant (RFC 9562).
            for index in stride(from: 15, through: 9, by: -1) {
                bytes[index] &+= 1
                if bytes[index] != 0 { break }
            }
        }
        return UUID(uuid: bytes)
    }
}
