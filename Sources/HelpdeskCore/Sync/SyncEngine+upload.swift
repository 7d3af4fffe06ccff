import Foundation
import HelpdeskModels

extension SyncEngine {
    /// Uploads what is not uploaded yet, and ends at once when the item is taken back: `cancelled`, or an answer that
    /// nobody needs any more.
    func uploadUnlessWithdrawn(
        _ item: OutboxItem, _ files: [OutboxFile]
    ) async throws(HelpdeskError) -> [NewAttachment] {
        guard !files.isEmpty else { return [] }
        let changes = store.changes
        guard try await store.isWaiting(item) else { throw HelpdeskError(.cancelled) }
        let transfer = Task { () -> Result<[NewAttachment], HelpdeskError> in
            do throws(HelpdeskError) {
                return .success(try await upload(files))
            } catch {
                return .failure(error)
            }
        }
        let watch = Task {
            // Taken back here or by another process. A store that cannot be read now takes nothing back.
            for await _ in changes where (try? await store.isWaiting(item)) == false { transfer.cancel() }
        }
        let result = await withTaskCancellationHandler {
            await transfer.value
        } onCancel: {
            transfer.cancel()
        }
        watch.cancel()
        return try result.get()
    }

    func upload(_ files: [OutboxFile]) async throws(HelpdeskError) -> [NewAttachment] {
        var attachments: [NewAttachment] = []
        for file in files {
            let upload = try await upload(file)
            attachments.append(
                NewAttachment(
                    id: file.file.id, upload: upload, name: file.file.name, mediaType: file.file.mediaType,
                    sha256: file.file.sha256))
        }
        board.update { $0.upload = nil }
        return attachments
    }

    /// The attachment of a message that carries its files itself.
    static func unsent(_ outgoing: OutboxFile) -> NewAttachment {
        let file = outgoing.file
        return NewAttachment(
            id: file.id, upload: Upload.ID(file.id.uuid), name: file.name, mediaType: file.mediaType,
            sha256: file.sha256)
    }

    /// Uploads one file, from where an earlier try was cut. The upload's id is kept before the first byte is sent.
    private func upload(_ outgoing: OutboxFile) async throws(HelpdeskError) -> Upload.ID {
        let file = outgoing.file
        if outgoing.isUploaded, let upload = outgoing.upload { return upload }
        let path = store.outgoingFilePath(file.id)
        // Nil like any wrong size: said below.
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard attributes?[.size] as? Int64 == file.size || attributes?[.size] as? Int == Int(file.size) else {
            throw HelpdeskError(.fileMissing, subject: file.name, detail: "its copy in the outbox is gone")
        }
        let (upload, offset) = try await begin(outgoing)
        if offset < file.size {
            let board = board
            let clock = clock
            let started = clock()
            do throws(HelpdeskError) {
                try await backend.sendUpload(upload, file: path, offset: offset, length: file.size) { done in
                    board.show(
                        TransferProgress(
                            id: file.id, name: file.name, done: done, total: file.size, initial: offset,
                            started: started, updated: clock()))
                }
            } catch {
                // The upload is lost or stands elsewhere, not the message: look again at the next try.
                guard [.conflict, .notFound].contains(error.code) else { throw error }
                throw HelpdeskError(.badAnswer, subject: error.subject, detail: error.detail)
            }
        }
        try await store.rememberUpload(upload, isComplete: true, of: file.id)
        return upload
    }

    /// The upload to go on with and where, or a new one.
    private func begin(_ outgoing: OutboxFile) async throws(HelpdeskError) -> (Upload.ID, offset: Int64) {
        if let known = outgoing.upload {
            do throws(HelpdeskError) {
                let state = try await backend.uploadState(known)
                if state.length == outgoing.file.size { return (known, state.offset) }
            } catch {
                guard error.code == .notFound else { throw error }
            }
        }
        let upload = try await backend.createUpload(length: outgoing.file.size)
        try await store.rememberUpload(upload, isComplete: false, of: outgoing.file.id)
        return (upload, 0)
    }
}
