import Foundation
import HelpdeskModels
import Synchronization
import SystemKit

extension PartialDigest {
    /// Digests the rest of the file. False if it cannot be read; `errno` says why. Throws `cancelled`.
    mutating func readRest(
        of file: borrowing Descriptor, isCancelled: () -> Bool
    ) throws(HelpdeskError) -> Bool {
        var isRead = true
        try updateToEnd { buffer, offset throws(HelpdeskError) in
            if isCancelled() { throw HelpdeskError(.cancelled) }
            let length = file.read(into: buffer, at: offset)
            isRead = length >= 0
            return length
        }
        return isRead
    }
}

/// Digests a file on another thread while it is being written, and starts writing it to disk meanwhile.
///
/// It reads the file itself, so that no bytes pile up in memory when the digest is slower than the writer; and so that it
/// digests what is in the file, not what somebody meant to write.
final class DigestFollower: Sendable {
    private struct State {
        /// How much of the file may be digested.
        var goal: Int64 = 0
        /// Up to where the file was digested when the worker last stopped.
        var digested: Int64 = 0
        var isWorking = false
        /// The file was started over, so the digest so far is void.
        var hasRestarted = false
        var isStopped = false
    }

    private let path: String
    private let state = Mutex(State())
    private let digest = Mutex(PartialDigest())
    private let queue = DispatchQueue(label: "cabdesk.digest")

    /// In bytes; less is not worth waking a thread for.
    private static let step: Int64 = 1 << 20

    init(_ path: String) {
        self.path = path
    }

    /// Reports that the first `position` bytes of the file are written. They stay unchanged unless a later call reports less.
    func grew(to position: Int64) {
        let isDue = state.withLock { state in
            if position < state.goal {
                state.hasRestarted = true
                state.digested = 0
            }
            state.goal = position
            guard !state.isWorking, !state.isStopped, position - state.digested >= Self.step else { return false }
            state.isWorking = true
            return true
        }
        if isDue { queue.async { self.work() } }
    }

    /// Stops, and returns the digest so far, which may cover less than the whole file.
    func stop() -> PartialDigest {
        state.withLock { $0.isStopped = true }
        return queue.sync {
            let hasRestarted = state.withLock { $0.hasRestarted }
            return hasRestarted ? PartialDigest() : digest.withLock { $0 }
        }
    }

    private func work() {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: PartialDigest.pieceSize, alignment: 16)
        defer { buffer.deallocate() }
        guard let file = Descriptor(path, O_RDONLY | O_NOFOLLOW) else { return giveUp() }
        digest.withLock { digest in
            while let goal = nextGoal(&digest) {
                let count = Int(min(Int64(buffer.count), goal - digest.count))
                let part = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(count))
                let (start, length) = (digest.count, file.read(into: part, at: digest.count))
                guard length > 0 else { return giveUp() }
                digest.update(UnsafeRawBufferPointer(rebasing: part.prefix(length)))
                file.beginWriting(from: start, to: digest.count)
            }
        }
    }

    /// The position to digest to; nil if there is nothing to do for now.
    private func nextGoal(_ digest: inout PartialDigest) -> Int64? {
        state.withLock { state in
            if state.hasRestarted {
                digest = PartialDigest()
                state.hasRestarted = false
            }
            if state.isStopped || digest.count >= state.goal {
                state.digested = digest.count
                state.isWorking = false
                return nil
            }
            return state.goal
        }
    }

    /// The user of the digest will read the rest, and report what is wrong.
    private func giveUp() {
        state.withLock { state in
            state.isStopped = true
            state.isWorking = false
        }
    }
}
