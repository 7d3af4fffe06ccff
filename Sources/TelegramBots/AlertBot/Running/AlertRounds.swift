import HelpdeskModels

/// Does what time brings: escalation, reminders, results.
struct AlertRounds: Sendable {
    let store: BotStore
    let bot: AlertBot
    let clock: @Sendable () -> Timestamp
    let log: BotLog

    /// How often to look, in seconds: the pause between a report and the first look at when its next step is due.
    private static let pause = 1.0

    /// Runs until the task is cancelled.
    func run() async {
        var isFailing = false
        while !Task.isCancelled {
            do {
                try await look()
                isFailing = false
            } catch {
                if !isFailing { log.error("the alert bot's database cannot be used: \(FailureKind.name(of: error))") }
                isFailing = true
            }
            // Cancelled is ended: the loop looks.
            try? await Task.sleep(for: .seconds(Self.pause))
        }
    }

    /// One look; writes only if something is to be done.
    func look() async throws {
        let now = clock()
        let isBusy = try await store.read { db in
            let records = AlertRecords(db: db)
            if let due = try records.nextDue(), due <= now { return true }
            return try records.hasOpenResults()
        }
        guard isBusy else { return }
        try await store.write { db in try bot.tick(at: now, in: db) }
    }
}
