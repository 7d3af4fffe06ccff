import HelpdeskModels

/// Fetches updates by long polling and stores them.
struct BotPoller: Sendable {
    let store: BotStore
    let client: BotClient
    let clock: @Sendable () -> Timestamp
    let log: BotLog

    /// How long one poll waits for an update, in seconds.
    private static let wait = 50
    /// The most updates of one poll.
    private static let limit = 100

    /// Polls until the task is cancelled.
    func run() async {
        var failures = 0
        var limit = Self.limit
        while !Task.isCancelled {
            do {
                try await poll(wait: Self.wait, limit: limit)
                failures = 0
                limit = Self.limit
            } catch let error as BotError where error.kind == .cancelled {
                return
            } catch {
                failures += 1
                limit = Self.limit(after: error, limit)
                await report(error, failures: failures)
                let seconds = (error as? BotError).map { Self.pause(after: $0, failures: failures) }
                // Cancelled is ended: the loop looks.
                try? await Task.sleep(for: .seconds(seconds ?? BotBackOff.seconds(after: failures)))
            }
        }
    }

    /// One poll; returns how many updates are new.
    @discardableResult
    func poll(wait: Int, limit: Int = limit) async throws -> Int {
        let state = try await store.pollState()
        let updates = try await client.updates(from: state.offset, wait: wait, limit: limit)
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

    /// An answer that is too large, or cannot be read, may be so for one update: fewer are asked for at once.
    static func limit(after error: any Error, _ limit: Int) -> Int {
        switch (error as? BotError)?.kind {
        case .badAnswer, .tooLarge: max(1, limit / 10)
        default: limit
        }
    }

    private func report(_ error: any Error, failures: Int) async {
        guard let error = error as? BotError else {
            return log.error("\(client.token): updates cannot be stored: \(FailureKind.name(of: error))")
        }
        switch error.kind {
        case .conflict:
            do {
                if failures == 1 { try await store.note(.conflict, at: clock()) }
            } catch {
                log.error("\(client.token): the staff cannot be told: \(FailureKind.name(of: error))")
            }
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
