import Foundation
import HelpdeskModels

extension ServerEnvironment {
    /// Bytes that have to be free for the server to take requests: it would refuse most of them otherwise.
    private static let roomNeeded: UInt64 = 64 << 20

    /// Why the server cannot do its work now, for its administrator; nil if it can.
    func obstacle() async -> String? {
        do {
            try await store.proveWritable()
        } catch {
            return "The database cannot be written."
        }
        let path = files.files.path
        return try? await BlockingWork.run {
            guard access(path, W_OK | X_OK) == 0 else { return "The directory of the files cannot be written." }
            var room = statvfs()
            guard statvfs(path, &room) == 0 else { return "The disk cannot be asked for its room." }
            let free = UInt64(room.f_bavail) * UInt64(room.f_frsize)
            return free >= Self.roomNeeded ? nil : "The disk is full."
        }
    }
}
