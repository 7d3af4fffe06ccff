package import Foundation

/// Where a reader of the change feed stands.
///
/// A reader first gets the desk, the services and the topics (the reference), then everything else in order; what
/// changes meanwhile comes again at its new place. It travels under a ``CursorSeal``.
package struct ChangeCursor: Hashable {
    /// Whether the reference is still being read.
    package var isReference: Bool
    /// The number of the last change that was read in this phase.
    package var position: Int64
    /// The number of the latest change of the reference when the reading began: the reference up to it was read first.
    package var base: Int64

    package init(startingAt latest: Int64) {
        isReference = true
        position = 0
        base = latest
    }

    /// Nil if the bytes are not those of ``data``, or speak of a change after `latest`.
    package init?(_ data: Data, latest: Int64) {
        let bytes = Array(data)
        guard bytes.count == 17, bytes[0] <= 1 else { return nil }
        isReference = bytes[0] == 1
        position = Self.number(bytes[1..<9])
        base = Self.number(bytes[9..<17])
        guard (0...latest).contains(position), (0...latest).contains(base) else { return nil }
    }

    /// 17 bytes: the phase, the position, the base; big-endian.
    package var data: Data {
        Data([isReference ? 1 : 0] + Self.bytes(position) + Self.bytes(base))
    }

    private static func bytes(_ number: Int64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int64 {
        bytes.reduce(0) { $0 << 8 | Int64($1) }
    }
}
