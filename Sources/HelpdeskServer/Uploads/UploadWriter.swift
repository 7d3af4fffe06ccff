import HTTPTypes
import HelpdeskModels
import Hummingbird
import NIOCore

/// Writes the body of a request to the end of an upload, in constant memory.
struct UploadWriter: Sendable {
    let file: OpenFile
    /// Bytes that the upload has in all.
    let length: Int64

    /// Bytes that are gathered before a write, and the most that is held in memory beside one chunk of the body.
    private static let batchSize = 512 * 1024

    /// Appends at `offset` and returns the offset reached, when all of it is on the disk.
    ///
    /// If the body is cut off, what arrived is kept, unless a checksum vouches for all of it or nothing. Throws a problem
    /// if the upload is at another offset (409), if there are more bytes than the upload has (413), or if they are not
    /// those of the checksum (460).
    func append(_ body: RequestBody, at offset: Int64, checksum: UploadChecksum? = nil) async throws -> Int64 {
        let file = file
        var checksum = checksum
        let current = try await BlockingWork.run { try file.size() }
        guard current == offset else {
            throw ProblemError(.offsetMismatch, headers: [.uploadOffset: "\(current)"])
        }
        var position = offset
        var batch = ByteBuffer()
        do {
            for try await chunk in body {
                guard position + Int64(batch.readableBytes + chunk.readableBytes) <= length else {
                    throw ProblemError(.tooLarge, "There are more bytes than Upload-Length said.")
                }
                batch.writeImmutableBuffer(chunk)
                chunk.withUnsafeReadableBytes { checksum?.update($0) }
                if batch.readableBytes >= Self.batchSize {
                    position = try await write(batch, at: position)
                    batch.clear()
                }
            }
        } catch {
            let isKept = checksum == nil
            if isKept { _ = try await write(batch, at: position) }
            try await BlockingWork.run {
                if !isKept { try file.truncate(to: offset) }
                try file.synchronise()
            }
            throw error
        }
        position = try await write(batch, at: position)
        let isRight = checksum?.isRight ?? true
        try await BlockingWork.run {
            if !isRight { try file.truncate(to: offset) }
            try file.synchronise()
        }
        guard isRight else { throw ProblemError(.checksumMismatch, headers: [.uploadOffset: "\(offset)"]) }
        return position
    }

    private func write(_ batch: ByteBuffer, at position: Int64) async throws -> Int64 {
        let file = file
        return try await BlockingWork.run {
            try batch.withUnsafeReadableBytes { try file.write($0, at: position) }
            return position + Int64(batch.readableBytes)
        }
    }
}
