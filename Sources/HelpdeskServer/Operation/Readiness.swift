import HelpdeskDesk
import HelpdeskModels
import SystemKit

/// Whether the server can do its work. The database and the files are asked once a second at the most, however many ask:
/// anybody may.
actor Readiness {
    private let desk: Helpdesk
    private let now: @Sendable () -> Timestamp
    private let patience: Duration
    private var latest: (time: Timestamp, obstacle: String?)?
    private var search: Task<Void, Never>?
    private var waiters: [Waiter] = []

    /// `patience` is how long an answer may take; a load balancer does not wait much longer.
    init(desk: Helpdesk, patience: Duration = .seconds(3), now: @escaping @Sendable () -> Timestamp) {
        self.desk = desk
        self.patience = patience
        self.now = now
    }

    /// Why the server cannot do its work now, for its administrator; nil if it can.
    func obstacle() async -> String? {
        if let latest, latest.time <= now(), now() - latest.time < .seconds(1) { return latest.obstacle }
        let waiter = Waiter()
        waiters.append(waiter)
        if search == nil {
            search = Task { [desk] in finish(await Self.obstacle(desk)) }
        }
        let timer = Task { [patience] in
            // Cancelled, somebody else has woken it.
            try? await Task.sleep(for: patience)
            waiter.wake()
        }
        await waiter.wait()
        timer.cancel()
        // The search goes on, and the next who ask wait for it, too.
        guard search == nil else { return "The database and the files do not answer in time." }
        return latest?.obstacle
    }

    private func finish(_ obstacle: String?) {
        latest = (now(), obstacle)
        search = nil
        for waiter in waiters { waiter.wake() }
        waiters = []
    }

    private static func obstacle(_ desk: Helpdesk) async -> String? {
        do {
            try await OperationName.$current.withValue("readiness") { try await desk.proveWritable() }
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
