import Crypto
import Foundation
import HelpdeskModels

/// What the bytes of one request must hash to: the header `Upload-Checksum` of tus, with SHA-256.
struct UploadChecksum: Sendable {
    static let algorithm = "sha256"

    private let expected: [UInt8]
    private var hash = SHA256()

    /// Nil without a header. Throws a problem (400) if it is not `sha256` and the digest in base64.
    init?(_ header: String?) throws {
        guard let header else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0] == Self.algorithm, let digest = Data(base64Encoded: String(parts[1])),
            digest.count == SHA256.byteCount, digest.base64EncodedString() == parts[1]
        else {
            throw ProblemError(.malformed, "Upload-Checksum must be \(Self.algorithm) and the digest in base64.")
        }
        expected = Array(digest)
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        hash.update(bufferPointer: bytes)
    }

    var isRight: Bool { hash.finalize().elementsEqual(expected) }
}
