public import Foundation
public import HelpdeskModels
import NettleCrypto
import Synchronization
import SystemKit

/// The SHA-256 of the first bytes of a file, to go on with when there are more.
struct PartialDigest: Sendable {
    private var hash = SHA256()
    /// How many bytes it is of.
    private(set) var count: Int64 = 0

    /// The digest of those bytes.
    var value: SHA256Digest? { SHA256Digest(bytes: hash.digest) }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        hash.update(bytes)
        count += Int64(bytes.count)
    }

    /// Takes in what the file has beyond. False if it cannot be read; `errno` says why. Throws `cancelled`.
    mutating func readRest(
        of file: borrowing Descriptor, isCancelled: () -> Bool
    ) throws(HelpdeskError) -> Bool {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceSize, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            if isCancelled() { throw HelpdeskError(.cancelled) }
            let length = file.read(into: buffer, at: count)
            guard length > 0 else { return length == 0 }
            update(UnsafeRawBufferPointer(rebasing: buffer.prefix(length)))
        }
    }

    /// In bytes: what a processor's own cache holds is digested faster.
    static let pieceSize = 256 << 10
}

extension SHA256Digest {
    /// The digest of bytes in memory; of a file, `PartialDigest` makes it.
    public init?(of data: Data) {
        self.init(bytes: SHA256.digest(of: data))
    }
}

/// Digests a file on another thread while it is being written, and has the disk begin with it meanwhile.
///
/// The file itself is what waits to be digested, so that nothing has to be kept in memory for a digest that is slower
/// than the writer; and it is a digest of what is in the file, not of what somebody meant to write.
final class DigestFollower: Sendable {
    private struct State {
        /// How much of the file may be digested.
        var goal: Int64 = 0
        /// How far the last turn of work was sent.
        var asked: Int64 = 0
        var isWorking = false
        /// The file was begun anew: what was digested is no part of it any more.
        var isAnew = false
        var isStopped = false
    }

    private let path: String
    private let state = Mutex(State())
    private let digest = Mutex(PartialDigest())
    private let queue = DispatchQueue(label: "cabdesk.digest")

    /// In bytes: less is not worth waking a thread for.
    private static let step: Int64 = 1 << 20

    init(_ path: String) {
        self.path = path
    }

    /// Says that the file's first `position` bytes are written, and stay as they are unless a later call says less.
    func grew(to position: Int64) {
        let isDue = state.withLock { state in
            if position < state.goal {
                state.isAnew = true
                state.asked = 0
            }
            state.goal = position
            guard !state.isWorking, !state.isStopped, position - state.asked >= Self.step else { return false }
            state.isWorking = true
            return true
        }
        if isDue { queue.async { self.work() } }
    }

    /// Ends it. What is digested by then: of the whole file, or of less.
    func stop() -> PartialDigest {
        state.withLock { $0.isStopped = true }
        return queue.sync {
            let isAnew = state.withLock { $0.isAnew }
            return isAnew ? PartialDigest() : digest.withLock { $0 }
        }
    }

    private func work() {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: PartialDigest.pieceSize, alignment: 16)
        defer { buffer.deallocate() }
        guard let file = Descriptor(path, O_RDONLY | O_NOFOLLOW) else { return giveUp() }
        digest.withLock { digest in
            while let goal = nextGoal(&digest) {
                let wanted = Int(min(Int64(buffer.count), goal - digest.count))
                let part = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(wanted))
                let (start, length) = (digest.count, file.read(into: part, at: digest.count))
                guard length > 0 else { return giveUp() }
                digest.update(UnsafeRawBufferPointer(rebasing: part.prefix(length)))
                file.beginWriting(from: start, to: digest.count)
            }
        }
    }

    /// Up to where to go on; nil if there is nothing to do for now.
    private func nextGoal(_ digest: inout PartialDigest) -> Int64? {
        state.withLock { state in
            if state.isAnew {
                digest = PartialDigest()
                state.isAnew = false
            }
            if state.isStopped || digest.count >= state.goal {
                state.asked = digest.count
                state.isWorking = false
                return nil
            }
            return state.goal
        }
    }

    /// Whoever wants the digest reads what is missing, and says what is wrong.
    private func giveUp() {
        state.withLock { state in
            state.isStopped = true
            state.isWorking = false
        }
    }
}
