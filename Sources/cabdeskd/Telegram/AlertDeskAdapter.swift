import Foundation
import HelpdeskModels
import HelpdeskServer
import TelegramBots

/// The desk as the alert bot sees it. The desk's database is opened at the first need of it, and again after a failure
/// to open it: the bot's start does not wait for it.
actor AlertDeskAdapter: AlertDesk {
    private let open: @Sendable () throws -> DataDirectory
    private var opened: TelegramDesk?

    /// How much of a question becomes the ticket's subject, in characters.
    private static let subjectLength = 80

    init(_ open: @escaping @Sendable () throws -> DataDirectory) {
        self.open = open
    }

    private func desk() async throws -> TelegramDesk {
        if let opened { return opened }
        let open = open
        // Opening waits for a lock; the threads that tasks share are not for waiting.
        let directory = try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try open() }) }
        }
        let desk = opened ?? TelegramDesk(directory)
        opened = desk
        return desk
    }

    func links() async throws -> [AlertLink] {
        try await desk().linkedChats().map { AlertLink(chat: $0.chat, service: $0.service) }
    }

    func create(_ question: AlertQuestion) async throws -> Int64? {
        let desk = try await desk()
        let line = question.text.split(whereSeparator: \.isNewline).first.map(String.init) ?? question.text
        do throws(TelegramDeskError) {
            let ticket = try await desk.file(
                question.id, topic: Topic.otherID, subject: String(line.prefix(Self.subjectLength)),
                messageID: question.messageID, text: question.text, by: .customer(chat: question.chat))
            return Int64(ticket.number)
        } catch {
            switch error {
            case .gone: return nil
            case .refused(let reason): throw AlertDeskRefusal(reason)
            case .cursorGone, .unavailable: throw error
            }
        }
    }

    func publish(_ incident: Incident) async throws {
        try await desk().publish(incident)
    }
}
