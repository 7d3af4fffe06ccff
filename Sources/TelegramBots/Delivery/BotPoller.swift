import HelpdeskModels

/// Fetches updates by long polling and stores them.
struct BotPoller: Sendable {
    let store: BotStore
    let client: BotClient
    let clock: @Sendable () -> Timestamp
    let log: BotLog

    /// How long one poll waits for an update, in seconds.
    private static let wait = 50

    /// Polls until the task is cancelled.
    func run() async {
        var failures = 0
        while !Task.isCancelled {
            do {
                try await poll(wait: Self.wait)
                failures = 0
            } catch let error as BotError where error.kind == .cancelled {
                return
            } catch {
                failures += 1
                await tell(error, failures: failures)
                let seconds = (error as? BotError).map { Self.pause(after: $0, failures: failures) }
                try? await Task.sleep(for: .seconds(seconds ?? BotBackOff.seconds(after: failures)))
            }
        }
    }

    /// One poll; returns how many updates are new.
    @discardableResult
    func poll(wait: Int) async throws -> Int {
        let state = try await store.pollState()
        let updates = try await client.updates(from: state.offset, wait: wait)
        return try await store.accept(updates, at: clock())
    }

    /// Two that poll in turns would throw each other out for ever: the one that is told so steps back for long.
    static func pause(after error: BotError, failures: Int) -> Double {
        switch error.kind {
        case .conflict: 30
        case .tokenRejected: 60
        case .tooManyRequests(let seconds): Double(seconds)
        default: BotBackOff.seconds(after: failures)
        }
    }

    private func tell(_ error: any Error, failures: Int) async {
        guard let error = error as? BotError else {
            return log.error("\(client.token): updates cannot be stored: \(type(of: error))")
        }
        switch error.kind {
        case .conflict:
            if failures == 1 { try? await store.note(.conflict, at: clock()) }
            log.error(
                """
                \(client.token): another program fetches the updates of this bot, or a webhook is set. End the other \
                program; `cabdeskd doctor` tells of a webhook.
                """)
        case .tokenRejected:
            log.error("\(client.token): Telegram refuses the token. Get a new one from BotFather.")
        default:
            // Once when it begins and then now and then: a long outage must not fill the log.
            if failures == 1 || failures.isMultiple(of: 60) {
                log.warning("\(client.token): no updates: \(error)")
            }
        }
    }
}
