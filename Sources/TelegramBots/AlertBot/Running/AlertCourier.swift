import HelpdeskDesk
import HelpdeskModels

/// Goes between the alert bot's file and the desk: links come from it, incidents and questions go to it. The courier
/// offers again what the desk does not take now; nothing here holds paging up.
struct AlertCourier: Sendable {
    let store: BotStore
    let bot: AlertBot
    let desk: LazyDesk
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
        let chats = try await desk.opened().linkedChats().map { ($0.chat, $0.service) }
        let links = Dictionary(chats) { _, latest in latest }
        let known = try await store.read { try AlertRecords(db: $0).links() }
        guard links != known else { return }
        try await store.write { try AlertRecords(db: $0).replaceLinks(links) }
    }

    func publish() async throws {
        for (incident, number, revision) in try await store.read({
            try AlertRecords(db: $0).unpublished(limit: Self.batch)
        }) {
            do {
                try await desk.opened().publish(incident)
            } catch let error as TelegramDeskError {
                guard let reason = error.refusal else { throw error }
                // The banner stays as it was until the incident changes again.
                log.error("the desk does not take how incident \(number) stands: \(reason)")
            }
            try await store.write { try AlertRecords(db: $0).setPublished(revision, of: number) }
        }
    }

    func sendQuestions() async throws {
        for question in try await store.read({ try AlertRecords(db: $0).readyQuestions(limit: Self.batch) }) {
            let now = clock()
            do {
                let ticket = try await file(question, at: desk.opened())
                try await store.write { try bot.take(.ticket(Int64(ticket.number), of: question), at: now, in: $0) }
            } catch TelegramDeskError.gone {
                // The link ended a moment ago, which the next look at the links tells; the question waits for another.
                continue
            } catch let error as TelegramDeskError {
                guard let reason = error.refusal else { throw error }
                log.error("the desk makes no ticket of a question to the alert bot: \(reason)")
                try await store.write { try bot.take(.refused(question, reason: reason), at: now, in: $0) }
            }
        }
    }

    /// Makes a ticket of the question, in the name of the chat's person; the same one at every try.
    private func file(_ question: AlertQuestion, at desk: any SupportDesk) async throws -> Ticket {
        let limits = try await desk.limits()
        let author = TelegramAuthor.customer(chat: question.chat)
        let messages = question.messages(limits)
        let ticket = try await desk.file(
            question.id, topic: Topic.otherID, subject: question.subject(limits), fields: [],
            messageID: messages[0].id, text: messages[0].text, files: [], by: author)
        for message in messages.dropFirst() {
            _ = try await desk.write(
                message.id, in: ticket.id, text: message.text, files: [], isInternal: false, by: author)
        }
        return ticket
    }
}

/// The desk as the alert bot reaches it: opened at the first need of it, and again after a failure to open it. The bot
/// pages without it: a desk that is down only leaves services' names as they were last known, questions in the queue and
/// the banner as it was.
actor LazyDesk {
    private let open: @Sendable () async throws -> any SupportDesk
    private var desk: (any SupportDesk)?

    init(_ open: @escaping @Sendable () async throws -> any SupportDesk) {
        self.open = open
    }

    /// Throws what opening it throws.
    func opened() async throws -> any SupportDesk {
        if let desk { return desk }
        let new = try await open()
        desk = desk ?? new
        return desk ?? new
    }
}

extension TelegramDeskError {
    /// Why the desk will never do it; nil where another try may help.
    fileprivate var refusal: String? {
        switch self {
        case .refused(let reason), .damaged(let reason): reason
        case .gone, .cursorGone, .unavailable: nil
        }
    }
}
