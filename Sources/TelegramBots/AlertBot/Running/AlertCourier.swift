import HelpdeskModels

/// Goes between the alert bot's file and the desk: links come from it, incidents and questions go to it. What the desk
/// does not take now is brought again; nothing here holds paging up.
struct AlertCourier: Sendable {
    let store: BotStore
    let bot: AlertBot
    let desk: any AlertDesk
    let clock: @Sendable () -> Timestamp
    let log: BotLog

    /// In seconds.
    private static let pause = 1.0
    private static let linksEvery = 5.0
    private static let longestPause = 10.0
    private static let batch = 50

    /// Runs until the task is cancelled.
    func run() async {
        var failures = 0
        var linksDue = clock()
        while !Task.isCancelled {
            var pause = Self.pause
            do {
                if linksDue <= clock() {
                    try await fetchLinks()
                    linksDue = clock().adding(seconds: Self.linksEvery)
                }
                try await publish()
                try await bringQuestions()
                if failures > 0 { log.info("the desk answers the alert bot again") }
                failures = 0
            } catch is CancellationError {
                return
            } catch {
                if failures == 0 { log.warning("the alert bot goes on without the desk: \(type(of: error))") }
                failures += 1
                pause = min(Self.longestPause, BotBackOff.seconds(after: failures))
            }
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
            try await desk.publish(incident)
            try await store.write { try AlertRecords(db: $0).setPublished(revision, of: number) }
        }
    }

    func bringQuestions() async throws {
        for question in try await store.read({ try AlertRecords(db: $0).readyQuestions(limit: Self.batch) }) {
            do {
                guard let number = try await desk.create(question) else { continue }
                let now = clock()
                try await store.write { try bot.note(ticket: number, of: question, at: now, in: $0) }
            } catch let refusal as AlertDeskRefusal {
                log.error("the desk makes no ticket of a question to the alert bot: \(refusal.reason)")
                try await store.write { try AlertRecords(db: $0).setRefused(refusal.reason, question.id) }
            }
        }
    }
}
