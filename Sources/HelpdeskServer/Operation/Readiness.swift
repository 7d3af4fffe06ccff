import HelpdeskDesk
import HelpdeskModels
import SystemKit

/// Whether the server can do its work. The disk is asked once a second at the most, however many ask: anybody may.
actor Readiness {
    private let desk: Helpdesk
    private let now: @Sendable () -> Timestamp
    private var latest: (time: Timestamp, obstacle: String?)?
    private var search: Task<String?, Never>?

    init(desk: Helpdesk, now: @escaping @Sendable () -> Timestamp) {
        self.desk = desk
        self.now = now
    }

    /// Why the server cannot do its work now, for its administrator; nil if it can.
    func obstacle() async -> String? {
        if let latest, latest.time <= now(), now() - latest.time < .seconds(1) { return latest.obstacle }
        if let search { return await search.value }
        let search = Task { [desk] in await Self.obstacle(desk) }
        self.search = search
        let obstacle = await search.value
        latest = (now(), obstacle)
        self.search = nil
        return obstacle
    }

    private static func obstacle(_ desk: Helpdesk) async -> String? {
        do {
            try await desk.proveWritable()
        } catch {
            return "The database cannot be written."
        }
        do {
            return try await BlockingWork.run { desk.files.obstacle() }
        } catch {
            return "The directory of the files cannot be asked."
        }
    }
}
