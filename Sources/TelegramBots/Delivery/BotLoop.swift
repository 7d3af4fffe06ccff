import HelpdeskModels

/// Everything that keeps a bot going: fetching, working off, telling, sending.
struct BotLoop: Sendable {
    let store: BotStore
    let client: BotClient
    let handler: any UpdateHandler
    let clock: @Sendable () -> Timestamp
    let log: BotLog
    /// Whether updates are fetched; else a webhook brings them.
    var isPolling = true

    /// Runs until the task is cancelled, beside `others`.
    func run(_ others: @escaping @Sendable () async -> Void = {}) async throws {
        try await store.recover(at: clock())
        let worker = UpdateWorker(store: store, handler: handler, clock: clock, log: log)
        let sender = BotSender(store: store, client: client, clock: clock, log: log)
        await withDiscardingTaskGroup { group in
            if isPolling {
                group.addTask { await BotPoller(store: store, client: client, clock: clock, log: log).run() }
            }
            group.addTask { await worker.run() }
            group.addTask { await worker.runNotices() }
            group.addTask { await sender.run() }
            group.addTask { await others() }
        }
    }
}
