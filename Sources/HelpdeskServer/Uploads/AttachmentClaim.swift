import HTTPTypes
import HelpdeskModels

/// A message's way to its files: from the uploads that its author made to attachments.
struct AttachmentClaim: Sendable {
    let environment: ServerEnvironment
    let account: Account

    /// Verifies the uploads that `message` names and puts them into their final place.
    ///
    /// Throws a problem (422) if one is not the account's, not complete, or has another content; 503 if another
    /// request uses it just now.
    ///
    /// `repetition` finds the answer to an earlier request of the same message. It is asked first, and again if an
    /// upload is gone: then the same message was stored at the same moment.
    func stage(
        _ message: NewMessage, orFind repetition: () async throws -> TicketUpdate?
    ) async throws -> (files: [StagedFile], repetition: TicketUpdate?) {
        if let repeated = try await repetition() { return ([], repeated) }
        do {
            return (try await stage(message), nil)
        } catch {
            if let repeated = try await repetition() { return ([], repeated) }
            throw error
        }
    }

    private func stage(_ message: NewMessage) async throws -> [StagedFile] {
        guard message.attachments.count <= Limits.standard.attachmentCount else {
            let limit = Int64(Limits.standard.attachmentCount)
            throw ProblemError(
                .invalid, violations: [Violation(field: "attachments", code: .tooMany, limit: limit)])
        }
        var staged: [StagedFile] = []
        for attachment in message.attachments {
            staged.append(try await stage(attachment))
        }
        return staged
    }

    private func stage(_ attachment: NewAttachment) async throws -> StagedFile {
        func refused(_ detail: String, _ code: Violation.Code) -> ProblemError {
            ProblemError(.invalid, detail, violations: [Violation(field: "attachments", code: code)])
        }
        let upload: StoredUpload
        do {
            upload = try await environment.store.upload(attachment.upload, of: account)
        } catch StoreError.notFound {
            throw refused("There is no such upload. Upload the file again.", .unknown)
        }
        let (files, digests) = (environment.files, environment.digests)
        let (isComplete, isSame) = try await environment.gate.enter(upload.id) {
            try await BlockingWork.run {
                guard try files.open(upload.id).size() == upload.length else { return (false, false) }
                return (true, try files.stage(upload.id, as: attachment.sha256, known: digests.digest(of: upload.id)))
            }
        }
        guard isComplete else { throw refused("The upload is not complete.", .malformed) }
        guard isSame else { throw refused("The upload does not have the SHA-256 that the message names.", .malformed) }
        let type = try await BlockingWork.run { try files.detectedType(of: attachment.sha256) }
        return StagedFile(upload: upload.id, size: upload.length, detectedType: type)
    }

    /// Removes the uploads that a new message has claimed.
    func finish(_ staged: [StagedFile], isNew: Bool) async {
        let files = environment.files
        guard isNew, !staged.isEmpty else { return }
        for file in staged { environment.digests.forget(file.upload) }
        // What cannot be removed now is removed at the next start.
        try? await BlockingWork.run {
            for file in staged { files.remove(file.upload) }
        }
    }
}
