import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Hummingbird
import NIOCore
import SystemKit

/// Writes the body of a request to the end of an upload, in constant memory, and digests it as it goes.
struct UploadWriter: Sendable {
    let file: any UploadFile
    let upload: StoredUpload
    let digests: UploadDigests
    let turn: UploadTurn

    /// How far the file is written, and the digest up to there; nil if nobody knows that of its beginning.
    private struct Reached: Sendable {
        var position: Int64
        var digest: PartialDigest?
    }

    /// Bytes that are gathered before a write. While one batch is written, the next is gathered: the most that is held in
    /// memory is two of them beside one chunk of the body.
    private static let batchSize = 512 * 1024

    /// Appends at `offset`, where the file has begun, and returns the offset reached, when all of it is durable.
    ///
    /// If the body is cut off, what arrived is kept, unless a checksum vouches for all of it or nothing. Throws a problem
    /// if a newer request takes over (409), if there are more bytes than the upload has (413), or if they are not those of
    /// the checksum (460); ``UploadOvertaken`` if the newer one is at another server.
    func append(_ body: RequestBody, at offset: Int64, checksum: UploadChecksum? = nil) async throws -> Int64 {
        var checksum = checksum
        // With a checksum the bytes count when all of them are there.
        let countsAtOnce = checksum == nil
        try turn.advance(to: offset)
        let known = digests.digest(of: upload.id)
        let start = Reached(position: offset, digest: known.count == offset ? known : nil)
        var writing: Task<Reached, any Error> = Task { start }
        var received = offset
        var batch = Self.newBatch()
        do {
            for try await chunk in body {
                received += Int64(chunk.readableBytes)
                guard received <= upload.length else {
                    throw ProblemError(.tooLarge, "There are more bytes than Upload-Length said.")
                }
                batch.writeImmutableBuffer(chunk)
                chunk.withUnsafeReadableBytes { checksum?.update($0) }
                if batch.readableBytes >= Self.batchSize {
                    if countsAtOnce { try turn.advance(to: file.settled(at: received)) }
                    writing = write(batch, after: try await writing.value)
                    batch = Self.newBatch()
                }
            }
            // A body that is given up may end like one that is complete.
            try Task.checkCancellation()
            guard checksum?.isRight ?? true else {
                throw ProblemError(.checksumMismatch, headers: [.uploadOffset: "\(offset)"])
            }
            try turn.advance(to: received)
        } catch {
            // The write that is under way ends before anything is cut off or another request comes in.
            let written = await writing.result
            try await giveUp(written.get(), rest: countsAtOnce ? batch : nil)
            throw error
        }
        let reached = try await write(batch, after: try await writing.value).value
        try await end(reached, isCut: false)
        return reached.position
    }

    /// Leaves the file as long as it was `reached`, with the `rest` that has arrived and is not written yet; or as long as
    /// its turn says, where a newer request takes over, and where nothing counts for a checksum that is wrong.
    private func giveUp(_ reached: Reached, rest: ByteBuffer?) async throws {
        if let rest, (try? turn.advance(to: reached.position + Int64(rest.readableBytes))) != nil {
            return try await end(write(rest, after: reached).value, isCut: false)
        }
        let position = turn.position ?? reached.position
        let digest = position == reached.position ? reached.digest : nil
        try await end(Reached(position: position, digest: digest), isCut: true)
    }

    /// With room for the chunk that makes it full.
    private static func newBatch() -> ByteBuffer {
        ByteBufferAllocator().buffer(capacity: 2 * batchSize)
    }

    /// A task of its own, which goes on when the request is given up: a write once begun is waited for.
    private func write(_ batch: ByteBuffer, after reached: Reached) -> Task<Reached, any Error> {
        Task { [file] in
            try await BlockingWork.run {
                var next = reached
                try batch.withUnsafeReadableBytes { bytes in
                    try file.write(bytes, at: reached.position)
                    next.digest?.update(bytes)
                }
                next.position += Int64(batch.readableBytes)
                return next
            }
        }
    }

    /// Leaves the file as long as it was `reached`, on the disk, and remembers its digest.
    private func end(_ reached: Reached, isCut: Bool) async throws {
        try await BlockingWork.run { [file] in
            if isCut { try file.truncate(to: reached.position) }
            try file.synchronize()
        }
        if let digest = reached.digest { digests.keep(digest, of: upload.id) }
    }
}
