import ServiceLifecycle

/// Looks for changes that another process made, for example `cabdeskd admin`, while anybody waits for one.
struct ForeignChangeWatch: ServiceLifecycle.Service {
    let store: SQLiteStore

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .seconds(1))) != nil {
                guard store.notifier.hasWaiters, let latest = try? await store.latestChange() else { continue }
                store.notifier.advance(to: latest)
            }
        }
    }
}
