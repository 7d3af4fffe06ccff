import Foundation
import HelpdeskModels
import SystemKit
import TestSupport
import Testing

@testable import HelpdeskCore

/// A file that is digested while it is written.
struct DigestFollowerTests {
    let folder: TemporaryFolder
    let path: String
    let data = Data((0..<9_000_001).map { UInt8(truncatingIfNeeded: $0 &* 31) })

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/file"
    }

    private func open(_ flags: Int32) throws -> Descriptor {
        guard let file = Descriptor(path, flags) else { throw HelpdeskError.writing(path) }
        return file
    }

    private func digestOfRest(_ beginning: PartialDigest) throws -> HelpdeskModels.SHA256Digest? {
        var digest = beginning
        let isRead = try digest.readRest(of: open(O_RDONLY)) { false }
        #expect(isRead)
        return digest.value
    }

    /// Writes the bytes in pieces, and says so.
    private func write(_ data: Data, _ follower: DigestFollower) throws {
        let file = try open(O_WRONLY | O_CREAT | O_TRUNC)
        var position = 0
        while position < data.count {
            let end = min(data.count, position + 300_000)
            let isWritten = data[position..<end].withUnsafeBytes { file.write($0) }
            #expect(isWritten)
            position = end
            follower.grew(to: Int64(position))
        }
    }

    @Test("What is digested by the end, and the rest, is the digest of the file")
    func growing() throws {
        let follower = DigestFollower(path)
        try write(data, follower)
        let digest = follower.stop()
        #expect(digest.count <= Int64(data.count))
        #expect(try digestOfRest(digest) == SHA256Digest(of: data))
    }

    @Test("A file that is begun anew is digested anew")
    func anew() throws {
        let follower = DigestFollower(path)
        try write(Data(repeating: 9, count: 5_000_000), follower)
        try write(data, follower)
        #expect(try digestOfRest(follower.stop()) == SHA256Digest(of: data))
    }

    @Test("A file that shrinks, or is not there, is left to whoever reads it")
    func nothing() throws {
        let follower = DigestFollower(path)
        follower.grew(to: 5_000_000)
        try write(data, follower)
        let digest = follower.stop()
        #expect(try digestOfRest(digest) == SHA256Digest(of: data))
        let absent = DigestFollower(folder.path + "/absent")
        absent.grew(to: 5_000_000)
        #expect(absent.stop().count == 0)
    }

    @Test("Whoever gives up is not waited for")
    func cancelled() throws {
        try data.write(to: URL(fileURLWithPath: path))
        let file = try open(O_RDONLY)
        var digest = PartialDigest()
        do throws(HelpdeskError) {
            _ = try digest.readRest(of: file) { true }
            Issue.record("it was read")
        } catch {
            #expect(error.code == .cancelled)
        }
        #expect(digest.count == 0)
    }
}
