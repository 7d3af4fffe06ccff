package import HelpdeskModels
import SystemKit

/// Uploads while they may be in use.
package protocol UploadsInUse: Sendable {
    /// Runs `body` while nobody else touches the upload, with what is known of its beginning.
    func alone<Value: Sendable>(
        with upload: Upload.ID, _ body: @escaping @Sendable (PartialDigest) async throws -> Value
    ) async throws -> Value
    /// The upload is no longer there.
    func forget(_ upload: Upload.ID)
}

/// A message's way to its files: from the uploads that its author made to attachments.
package struct AttachmentClaim: Sendable {
    private let desk: Helpdesk
    private let uploads: any UploadsInUse
    private let account: Account

    package init(desk: Helpdesk, uploads: any UploadsInUse, account: Account) {
        self.desk = desk
        self.uploads = uploads
        self.account = account
    }

    /// Stores a message with its files: finds their uploads complete and as the message says, lets `put` store it, and
    /// removes the uploads that it took.
    ///
    /// Throws ``StoreError/unusableUpload(_:_:)`` if an upload is not the account's, not complete, or has another content;
    /// what ``UploadsInUse`` throws if another request uses it just now.
    ///
    /// `repetition` finds the answer to an earlier request of the same message. It is asked first, and again if an
    /// upload is gone: then the same message was stored at the same moment.
    package func store(
        _ message: NewMessage, unless repetition: () async throws -> TicketUpdate?,
        _ put: (VerifiedFiles) async throws -> Written<TicketUpdate>
    ) async throws -> Written<TicketUpdate> {
        var pause = Duration.milliseconds(100)
        while true {
            if let repeated = try await repetition() { return Written(value: repeated, isNew: false) }
            let files: VerifiedFiles
            do {
                files = try await verify(message)
            } catch {
                if let repeated = try await repetition() { return Written(value: repeated, isNew: false) }
                throw error
            }
            do {
                let written = try await put(files)
                if written.isNew { await finish(files.files) }
                return written
            } catch let error as StoreError where error == .beingRemoved && pause < Self.longestPause {
                // It is gone in a moment, and then the upload takes its place.
                try await Task.sleep(for: pause)
                pause *= 2
            }
        }
    }

    /// A client is not kept waiting for a removal that takes longer than all pauses before this one.
    private static let longestPause = Duration.seconds(3)

    private func verify(_ message: NewMessage) async throws -> VerifiedFiles {
        guard message.attachments.count <= Limits.standard.attachmentCount else {
            let limit = Int64(Limits.standard.attachmentCount)
            throw StoreError.invalid([Violation(field: "attachments", code: .tooMany, limit: limit)])
        }
        var verified = VerifiedFiles()
        for attachment in message.attachments {
            verified.files.append(try await verify(attachment))
        }
        return verified
    }

    private func verify(_ attachment: NewAttachment) async throws -> VerifiedFile {
        let upload: StoredUpload
        do {
            upload = try await desk.upload(attachment.upload, of: account)
        } catch StoreError.notFound {
            throw StoreError.unusableUpload("There is no such upload. Upload the file again.", .unknown)
        }
        let files = desk.files
        return try await uploads.alone(with: upload.id) { known in
            try await BlockingWork.run {
                guard try files.size(of: upload.id) == upload.length else {
                    throw StoreError.unusableUpload("The upload is not complete.", .malformed)
                }
                guard let file = try files.verify(upload.id, is: attachment.sha256, known: known) else {
                    throw StoreError.unusableUpload(
                        "The upload does not have the SHA-256 that the message names.", .malformed)
                }
                return file
            }
        }
    }

    /// Removes the uploads that a new message has claimed.
    private func finish(_ claimed: [VerifiedFile]) async {
        guard !claimed.isEmpty else { return }
        for file in claimed { uploads.forget(file.upload) }
        await desk.files.discard(claimed)
    }
}
