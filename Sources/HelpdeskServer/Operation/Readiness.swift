import Foundation
import HelpdeskModels

/// Whether the server can do its work. The disk is asked once a second at the most, however many ask: anybody may.
actor Readiness {
    /// Bytes that have to be free for the server to take requests: it would refuse most of them otherwise.
    private static let roomNeeded: UInt64 = 64 << 20

    private let store: any TicketStore
    private let files: URL
    private let now: @Sendable () -> Timestamp
    private var latest: (time: Timestamp, obstacle: String?)?
    private var search: Task<String?, Never>?

    /// `files` is the directory of the attachments.
    init(store: any TicketStore, files: URL, now: @escaping @Sendable () -> Timestamp) {
        self.store = store
        self.files = files
        self.now = now
    }

    /// Why the server cannot do its work now, for its administrator; nil if it can.
    func obstacle() async -> String? {
        if let latest, latest.time <= now(), now() - latest.time < .seconds(1) { return latest.obstacle }
        if let search { return await search.value }
        let search = Task { [store, files] in await Self.obstacle(store, files) }
        self.search = search
        let obstacle = await search.value
        latest = (now(), obstacle)
        self.search = nil
        return obstacle
    }

    private static func obstacle(_ store: any TicketStore, _ files: URL) async -> String? {
        do {
            try await store.proveWritable()
        } catch {
            return "The database cannot be written."
        }
        do {
            return try await BlockingWork.run {
                guard access(files.path, W_OK | X_OK) == 0 else {
                    return "The directory of the files cannot be written."
                }
                var room = statvfs()
                guard statvfs(files.path, &room) == 0 else { return "The disk cannot be asked for its room." }
                let free = UInt64(room.f_bavail) * UInt64(room.f_frsize)
                return free >= roomNeeded ? nil : "The disk is full."
            }
        } catch {
            return "The directory of the files cannot be asked."
        }
    }
}
