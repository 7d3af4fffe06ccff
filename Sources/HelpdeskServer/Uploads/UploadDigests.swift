import HelpdeskDesk
import HelpdeskModels
import Synchronization

/// The digests of uploads as far as they have arrived, so that no file is read again when a message takes it.
///
/// In memory alone: what is not known any more after a restart is read from the file, once. Whoever asks has entered the
/// upload's gate; and other processes write only behind what is known here, as an upload never loses what it has.
final class UploadDigests: Sendable {
    private let known = Mutex<[Upload.ID: PartialDigest]>([:])

    /// Uploads; what is forgotten costs no more than reading a file.
    private static let limit = 4096

    /// Of the upload's beginning; of nothing where nothing is known.
    func digest(of upload: Upload.ID) -> PartialDigest {
        known.withLock { $0[upload] } ?? PartialDigest()
    }

    func keep(_ digest: PartialDigest, of upload: Upload.ID) {
        known.withLock { known in
            if known.count >= Self.limit, known[upload] == nil { _ = known.popFirst() }
            known[upload] = digest
        }
    }

    func forget(_ upload: Upload.ID) {
        known.withLock { $0[upload] = nil }
    }
}

/// The uploads of this process: one request at a time touches one.
struct ServerUploads: UploadsInUse {
    let gate: UploadGate
    let digests: UploadDigests

    func alone<Value: Sendable>(
        with upload: Upload.ID, _ body: @escaping @Sendable (PartialDigest) async throws -> Value
    ) async throws -> Value {
        try await gate.enter(upload) { try await body(digests.digest(of: upload)) }
    }

    func forget(_ upload: Upload.ID) {
        digests.forget(upload)
    }
}
