import Foundation
import HelpdeskModels
import NettleCrypto

/// The expected digest of the bytes of one request: the header `Upload-Checksum` of tus. Its specification asks for SHA-1;
/// SHA-256 is better.
struct UploadChecksum: Sendable {
    private enum Hash {
        case sha1(SHA1)
        case sha256(SHA256)
    }

    /// By their names in tus, separated by commas.
    static let algorithms = "sha1,sha256"

    private let expected: [UInt8]
    private var hash: Hash

    /// Nil without a header. Throws a problem (400) if it is not one of ``algorithms`` and the digest in base64.
    init?(_ header: String?) throws {
        guard let header else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        let known: (hash: Hash, length: Int)? =
            switch parts.first {
            case "sha1": (.sha1(SHA1()), SHA1.byteCount)
            case "sha256": (.sha256(SHA256()), SHA256.byteCount)
            default: nil
            }
        guard parts.count == 2, let known, let digest = Data(base64Encoded: String(parts[1])),
            digest.count == known.length, digest.base64EncodedString() == parts[1]
        else {
            throw ProblemError(
                .malformed, "Upload-Checksum must be one of \(Self.algorithms) and the digest in base64.")
        }
        expected = Array(digest)
        hash = known.hash
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        switch hash {
        case .sha1(var sha1):
            sha1.update(bytes)
            hash = .sha1(sha1)
        case .sha256(var sha256):
            sha256.update(bytes)
            hash = .sha256(sha256)
        }
    }

    var isRight: Bool {
        switch hash {
        case .sha1(let sha1): sha1.digest == expected
        case .sha256(let sha256): sha256.digest == expected
        }
    }
}
