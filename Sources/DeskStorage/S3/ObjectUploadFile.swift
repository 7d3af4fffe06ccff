import Foundation
import HelpdeskDesk
import Synchronization
import SystemKit

/// An upload to an object store that one request writes to.
///
/// Bytes are gathered in a file on this machine until they are a part. A part counts when the database knows it; what is
/// shorter becomes an object of its own at the end of the request. The database never says that more is there.
final class ObjectUploadFile: UploadFile {
    private struct State {
        /// As the database has it.
        var stored: ObjectUpload
        /// Parts that the store has and the database is not told of before the request ends.
        var newParts: [ObjectUpload.Part] = []
        /// The bytes behind all parts; nil before the first byte.
        var buffer: OpenFile?
        /// Bytes in it.
        var buffered: Int64 = 0

        /// Bytes before those in the buffer.
        var start: Int64 { stored.partsSize + newParts.reduce(0) { $0 + $1.size } }
        /// Bytes in all.
        var size: Int64 { buffer == nil ? stored.size : start + buffered }
    }

    private let state: Mutex<State>
    /// Bytes in all and in parts when the request began.
    private let beginning: (size: Int64, parts: Int64)
    private let store: ObjectStoreClient
    private let uploads: ObjectUploads
    private let countsAtOnce: Bool
    /// The directory of buffers.
    private let buffers: String

    init(
        _ upload: ObjectUpload, countsAtOnce: Bool, store: ObjectStoreClient, uploads: ObjectUploads, buffers: String
    ) {
        state = Mutex(State(stored: upload))
        beginning = (upload.size, upload.partsSize)
        self.countsAtOnce = countsAtOnce
        self.store = store
        self.uploads = uploads
        self.buffers = buffers
    }

    func begin(at offset: Int64) throws -> UploadBeginning {
        try state.withLock { state in
            guard state.stored.size == offset else { return .elsewhere(state.stored.size) }
            guard let leased = try uploads.takeLease(on: state.stored) else { return .taken }
            state.stored = leased
            return .begun
        }
    }

    func end() {
        // The lease stays with this request until another one takes it.
    }

    func settled(at position: Int64) -> Int64 {
        let partSize = store.settings.partSize
        return max(beginning.size, beginning.parts + (position - beginning.parts) / partSize * partSize)
    }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws {
        try ObjectFiles.translate {
            try state.withLock { state in
                guard state.size == offset else { throw FileFailure(operation: "write", code: EINVAL) }
                var rest = bytes
                while !rest.isEmpty {
                    let buffer = try beginBuffer(&state)
                    let piece = rest.prefix(Int(store.settings.partSize - state.buffered))
                    try buffer.write(UnsafeRawBufferPointer(rebasing: piece), at: state.buffered)
                    state.buffered += Int64(piece.count)
                    rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(piece.count))
                    if state.buffered == store.settings.partSize { try sendPart(&state) }
                }
            }
        }
    }

    func truncate(to size: Int64) throws {
        try state.withLock { state in
            guard size != state.stored.size else {
                // Parts that nobody is told of are left out when the others become one object.
                state.newParts = []
                state.buffer = nil
                state.buffered = 0
                return
            }
            guard size >= state.start, size <= state.size, let buffer = state.buffer else {
                throw FileFailure(operation: "truncate", code: EINVAL)
            }
            state.buffered = size - state.start
            try buffer.truncate(to: state.buffered)
        }
    }

    func synchronize() throws {
        try ObjectFiles.translate {
            try state.withLock { state in
                guard state.size != state.stored.size, let buffer = state.buffer else { return }
                guard state.buffered > 0 else { return try record(&state, tail: nil) }
                // Under a name that nobody else uses: whoever comes too late spoils nothing.
                let tail = UUID().uuidString.lowercased()
                let key = ObjectUpload.folder(of: state.stored.id) + tail
                try store.put(buffer, to: key)
                do {
                    try record(&state, tail: tail)
                } catch {
                    // If it stays, it is found when the upload is no longer there.
                    if error is UploadOvertaken || error as? StoreError == .notFound { try? store.delete(key) }
                    throw error
                }
            }
        }
    }

    /// The buffer with what the upload has behind its parts.
    private func beginBuffer(_ state: inout State) throws -> OpenFile {
        if let buffer = state.buffer { return buffer }
        let buffer = try OpenFile.unnamed(in: buffers)
        if let key = state.stored.tailKey {
            let tail = try orForget(state.stored) {
                try store.read(key, at: 0, count: Int(state.stored.tailSize))
            }
            guard tail.count == state.stored.tailSize else {
                throw ObjectStoreFailure(.failed, "an object that is too short")
            }
            try tail.withUnsafeBytes { try buffer.write($0, at: 0) }
        }
        state.buffered = state.stored.tailSize
        state.buffer = buffer
        return buffer
    }

    /// Runs `body`. If what it needs is missing, the upload was given up meanwhile, or the store has thrown it away: it is
    /// forgotten, so that the client begins anew. A tail can also be missing because a newer request has replaced it.
    private func orForget<Value>(_ upload: ObjectUpload, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as ObjectStoreFailure where error.kind == .missing {
            guard try uploads.find(upload.id).map({ $0.epoch == upload.epoch }) ?? true else { throw UploadOvertaken() }
            try uploads.delete(upload.id)
            throw StoreError.notFound
        }
    }

    /// Sends the buffer as a part and empties it.
    private func sendPart(_ state: inout State) throws {
        guard let buffer = state.buffer else { return }
        if state.stored.multipart == nil {
            state.stored.multipart = try store.createMultipart(state.stored.wholeKey)
        }
        guard let multipart = state.stored.multipart else { return }
        let number = try uploads.reservePart(of: state.stored)
        let tag = try orForget(state.stored) {
            try store.putPart(number, of: multipart, state.stored.wholeKey, buffer)
        }
        state.newParts.append(ObjectUpload.Part(number: number, size: state.buffered, tag: tag))
        try buffer.truncate(to: 0)
        state.buffered = 0
        if countsAtOnce { try record(&state, tail: nil) }
    }

    /// Tells the database what the store has by now.
    private func record(_ state: inout State, tail: String?) throws {
        var next = state.stored
        next.parts += state.newParts
        next.size = next.partsSize + state.buffered
        next.tail = tail
        try uploads.store(next, newParts: state.newParts)
        let old = state.stored.tailKey
        state.stored = next
        state.newParts = []
        // If it stays, it is found when the upload is no longer there.
        if let old { try? store.delete(old) }
    }
}
