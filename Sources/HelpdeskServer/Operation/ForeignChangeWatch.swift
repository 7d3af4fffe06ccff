import HelpdeskDesk
import ServiceLifecycle

/// Wakes those who wait for a change that another process made, for example `cabdeskd admin` or another replica.
struct ForeignChangeWatch: ServiceLifecycle.Service {
    let desk: Helpdesk

    func run() async throws {
        await cancelWhenGracefulShutdown { await desk.followChanges() }
    }
}
