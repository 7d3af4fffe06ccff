import HelpdeskModels
import NettleCrypto

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

    /// Takes in what the file has beyond. Throws ``FileFailure``.
    mutating func readRest(of file: OpenFile) throws {
        // What a processor's own cache holds is digested faster.
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let length = try file.read(into: buffer, at: count)
            if length == 0 { return }
            update(UnsafeRawBufferPointer(rebasing: buffer.prefix(length)))
        }
    }
}
