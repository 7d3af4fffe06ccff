import Foundation
import HelpdeskModels

extension SyncEngine {
    /// Uploads the files that are not uploaded yet, and ends at once when the item is taken back: with `cancelled`, or with
    /// an answer that is no longer needed.
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
            for await change in changes where change.outbox {
                if (try? await store.isWaiting(item)) == false { transfer.cancel() }
            }
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
            attachments.append(file.file.attached(by: try await upload(file)))
        }
        board.update { $0.upload = nil }
        return attachments
    }

    /// The attachment of a message that carries its files itself.
    static func unsent(_ outgoing: OutboxFile) -> NewAttachment {
        outgoing.file.attached(by: Upload.ID(outgoing.file.id.uuid))
    }

    /// After so many tries in a row without progress a file is left for later.
    private static let maxTriesWithoutProgress = 6

    /// Uploads one file, from where an earlier try was cut. The upload's id is kept before the first byte is sent.
    ///
    /// Bytes of an earlier connection may still arrive: then the offset is no longer the one that the backend just
    /// named, and the client asks again. It restarts an upload that is lost. Throws `uploadBusy` after too many tries.
    private func upload(_ outgoing: OutboxFile) async throws(HelpdeskError) -> Upload.ID {
        let file = outgoing.file
        if outgoing.isUploaded, let upload = outgoing.upload { return upload }
        let path = store.outgoingFilePath(file.id)
        guard LocalPath(path).status().map({ Int64($0.st_size) }) == file.size else {
            throw HelpdeskError(.fileMissing, subject: file.name, detail: "its copy in the outbox is gone")
        }
        var outgoing = outgoing
        var (reached, tries) = (Int64(-1), 0)
        while true {
            let (upload, offset) = try await begin(outgoing)
            outgoing.upload = upload
            tries = offset > reached ? 1 : tries + 1
            reached = max(reached, offset)
            do throws(HelpdeskError) {
                if offset < file.size { try await send(file, at: path, to: upload, from: offset) }
                try await store.rememberUpload(upload, isComplete: true, of: file.id)
                return upload
            } catch {
                guard [.conflict, .notFound].contains(error.code) else { throw error }
                guard tries < Self.maxTriesWithoutProgress else {
                    throw HelpdeskError(.uploadBusy, subject: file.name, detail: error.detail)
                }
            }
            do {
                try await sleep(.milliseconds(100 << tries))
            } catch {
                throw HelpdeskError(.cancelled)
            }
        }
    }

    private func send(
        _ file: OutgoingFile, at path: String, to upload: Upload.ID, from offset: Int64
    ) async throws(HelpdeskError) {
        let (board, clock) = (board, clock)
        let started = clock()
        try await backend.sendUpload(upload, file: path, offset: offset, length: file.size) { done in
            board.show(
                TransferProgress(
                    id: file.id, name: file.name, done: done, total: file.size, initial: offset, started: started,
                    updated: clock()))
        }
    }

    /// The upload to continue and its offset, or a new one.
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
