import Foundation
import HelpdeskModels
import NettleCrypto
import SystemKit

/// The SHA-256 of the first bytes of a file, to go on with when there are more.
struct PartialDigest: Sendable {
    private var hash = SHA256()
    /// How many bytes it is of.
    private(set) var count: Int64 = 0

    /// The digest of those bytes.
    var value: SHA256Digest? { SHA256Digest(bytes: hash.digest) }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        hash.update(bytes)
        count += Int64(bytes.count)
    }

    /// Takes in what the file has beyond. False if it cannot be read; `errno` says why. Throws `cancelled`.
    mutating func readRest(
        of file: borrowing Descriptor, isCancelled: () -> Bool
    ) throws(HelpdeskError) -> Bool {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceSize, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            if isCancelled() { throw HelpdeskError(.cancelled) }
            let length = file.read(into: buffer, at: count)
            guard length > 0 else { return length == 0 }
            update(UnsafeRawBufferPointer(rebasing: buffer.prefix(length)))
        }
    }

    /// In bytes: what a processor's own cache holds is digested faster.
    static let pieceSize = 256 << 10
}
