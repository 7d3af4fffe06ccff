import HelpdeskModels

/// Goes between the alert bot's file and the desk: links come from it, incidents and questions go to it. The courier
/// offers again what the desk does not take now; nothing here holds paging up.
struct AlertCourier: Sendable {
    let store: BotStore
    let bot: AlertBot
    let desk: any AlertDesk
    let clock: @Sendable () -> Timestamp
    let log: BotLog

    /// In seconds.
    private static let pause = 1.0
    /// Links are fetched in one round of so many.
    private static let linksEvery = 5
    private static let maxPause = 10.0
    private static let batch = 50

    /// Runs until the task is cancelled.
    func run() async {
        var failures = 0
        var rounds = 0
        while !Task.isCancelled {
            var pause = Self.pause
            var failure: (any Error)?
            // A failure of one kind says nothing about the others.
            for work in (rounds.isMultiple(of: Self.linksEvery) ? [fetchLinks] : []) + [publish, sendQuestions] {
                do { try await work() } catch { failure = failure ?? error }
            }
            rounds += 1
            if let failure {
                guard !Task.isCancelled else { return }
                if failures == 0 {
                    log.warning("the alert bot goes on without the desk: \(FailureKind.name(of: failure))")
                }
                failures += 1
                pause = min(Self.maxPause, BotBackOff.seconds(after: failures))
            } else {
                if failures > 0 { log.info("the desk answers the alert bot again") }
                failures = 0
            }
            // Cancelled is ended: the loop looks.
            try? await Task.sleep(for: .seconds(pause))
        }
    }

    func fetchLinks() async throws {
        let links = try await desk.links()
        let known = try await store.read { try AlertRecords(db: $0).links() }
        guard Set(links) != Set(known) else { return }
        try await store.write { try AlertRecords(db: $0).replaceLinks(links) }
    }

    func publish() async throws {
        for (incident, number, revision) in try await store.read({
            try AlertRecords(db: $0).unpublished(limit: Self.batch)
        }) {
            do {
                try await desk.publish(incident)
            } catch let refusal as AlertDeskRefusal {
                // The banner stays as it was until the incident changes again.
                log.error("the desk does not take how incident \(number) stands: \(refusal.reason)")
            }
            try await store.write { try AlertRecords(db: $0).setPublished(revision, of: number) }
        }
    }

    func sendQuestions() async throws {
        for question in try await store.read({ try AlertRecords(db: $0).readyQuestions(limit: Self.batch) }) {
            let now = clock()
            do {
                // Nil: the link ended a moment ago, which the next look at the links tells; the question waits for another.
                guard let number = try await desk.create(question) else { continue }
                try await store.write { try bot.take(.ticket(number, of: question), at: now, in: $0) }
            } catch let refusal as AlertDeskRefusal {
                log.error("the desk makes no ticket of a question to the alert bot: \(refusal.reason)")
                try await store.write { try bot.take(.refused(question, reason: refusal.reason), at: now, in: $0) }
            }
        }
    }
}
