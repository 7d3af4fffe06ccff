import DeskStorage
import Foundation
import HelpdeskDesk
import HelpdeskModels
import HelpdeskServer
import TelegramBots

/// The desk as the alert bot sees it. The desk's database is opened at the first need of it, and again after a failure
/// to open it: the bot's start does not wait for it.
actor AlertDeskAdapter: AlertDesk {
    private let open: @Sendable () throws -> DataDirectory
    private var opened: TelegramDesk?

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
        let desk = opened ?? TelegramDesk(directory.desk)
        opened = desk
        return desk
    }

    func links() async throws -> [AlertLink] {
        try await desk().linkedChats().map { AlertLink(chat: $0.chat, service: $0.service) }
    }

    func create(_ question: AlertQuestion) async throws -> Int64? {
        let desk = try await desk()
        do throws(TelegramDeskError) {
            let limits = try await desk.limits()
            let author = TelegramAuthor.customer(chat: question.chat)
            let messages = question.messages(limits)
            let ticket = try await desk.file(
                question.id, topic: Topic.otherID, subject: question.subject(limits), messageID: messages[0].id,
                text: messages[0].text, by: author)
            for message in messages.dropFirst() {
                _ = try await desk.write(message.id, in: ticket.id, text: message.text, by: author)
            }
            return Int64(ticket.number)
        } catch {
            if error == .gone { return nil }
            throw Self.refusal(error) ?? error
        }
    }

    func publish(_ incident: Incident) async throws {
        let desk = try await desk()
        do throws(TelegramDeskError) {
            try await desk.publish(incident)
        } catch {
            throw Self.refusal(error) ?? error
        }
    }

    /// Nil where another try may help.
    private static func refusal(_ error: TelegramDeskError) -> (any Error)? {
        switch error {
        case .refused(let reason), .damaged(let reason): AlertDeskRefusal(reason)
        case .gone, .cursorGone, .unavailable: nil
        }
    }
}
