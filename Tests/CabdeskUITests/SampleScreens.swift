import CabdeskUI
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport

/// The things that the recorded screens show beside the sample desk.
enum SampleScreens {
    /// A reply with a long quote, after some text.
    static var quotes: Conversation {
        var conversation = SampleDesk.conversation
        conversation.messages[1].message.text =
            "Дякуємо, ось переписка:\n" + (1...8).map { "> рядок \($0) листа" }.joined(separator: "\n")
            + "\nПеревірте, будь ласка."
        return conversation
    }

    /// A colleague and a specialist who are at work on the ticket.
    static var others: [Presence] {
        [
            Presence(user: SampleDesk.iryna, activity: .writing), Presence(user: SampleDesk.petro, activity: .reading),
        ]
    }

    /// A conversation that is longer than any screen, and what the desk answers at its end.
    static func long(answered isAnswered: Bool) -> Conversation {
        var conversation = SampleDesk.conversation
        conversation.messages = [conversation.messages[0]]
        conversation.messages[0].message.text = (1...60).map { "Рядок \($0) звіту" }.joined(separator: "\n")
        guard isAnswered else { return conversation }
        var answer = SampleDesk.conversation.messages[1]
        answer.message.text = "Ще ні: зачекайте, будь ласка, ми знайшли третє повернення за 28.02."
        conversation.messages.append(answer)
        return conversation
    }

    /// Messages in every state on the way out, and a change of status.
    static var unsent: Conversation {
        var conversation = SampleDesk.conversation
        func message(_ number: Int, _ text: String, _ delivery: Delivery) -> ConversationMessage {
            ConversationMessage(
                message: Message(
                    id: SampleDesk.id(number), ticket: conversation.ticket.id, author: SampleDesk.olena, origin: .tui,
                    text: text, created: SampleDesk.time("2026-03-12T12:24:00Z")), delivery: delivery)
        }
        var sending = message(51, "Запис дзвінка:", .sending)
        sending.message.attachments = [recording]
        conversation.messages = [
            sending, message(52, "І ще питання.", .held(until: SampleDesk.time("2026-03-12T12:26:00Z"))),
            message(53, "Ось звіт.", .failed(HelpdeskError(.fileTooLarge, subject: "звіт.zip"))),
            message(54, "Чекаємо.", .queued),
        ]
        conversation.transitions = [
            PendingTransition(id: SampleDesk.id(61), kind: .resolved, delivery: .queued)
        ]
        return conversation
    }

    /// A log of 412 lines.
    static let longLog = (1...412).map { "12:\($0 % 60 < 10 ? "0" : "")\($0 % 60) рядок \($0)" }.joined(separator: "\n")

    /// A picture of six by twelve cells.
    static var picture: [[Cell]] {
        (0..<6).map { row in
            (0..<12).map { column in
                Cell(
                    text: "▄",
                    style: Style(
                        foreground: .indexed(UInt8(16 + row * 36)), background: .indexed(UInt8(16 + column))))
            }
        }
    }

    /// Answers of the topic's own fields that no header has room for.
    static var longFields: Conversation {
        var conversation = SampleDesk.conversation
        conversation.fields = [
            FieldValue(key: "phone", value: "+380 44 123 45 67, +380 44 123 45 68, +380 44 123 45 69"),
            FieldValue(
                key: "line",
                value: "Лінії 1–4 тихі від 14:10, лінія 5 приймає кожен третій дзвінок, лінія 6 працює через модем"),
        ]
        return conversation
    }

    /// A customer waits, and answers usually take 40 minutes.
    static var waiting: Conversation {
        var conversation = SampleDesk.conversation
        conversation.ticket.status = .open
        conversation.ticket.waitingSince = SampleDesk.now.adding(seconds: -300)
        conversation.usualAnswer = .seconds(40 * 60)
        return conversation
    }

    static var recording: Attachment {
        Attachment(
            id: SampleDesk.id(71), name: "дзвінок.wav", mediaType: "audio/wav", size: 8_400_000,
            sha256: SampleDesk.digest)
    }

    static var uploading: SyncStatus {
        SyncStatus(phase: .syncing, outboxCount: 4, failedCount: 1, upload: progress(recording, done: 3_100_000))
    }

    /// Four seconds after the start.
    static func progress(_ file: Attachment, done: Int64) -> TransferProgress {
        TransferProgress(
            id: file.id, name: file.name, done: done, total: file.size, started: SampleDesk.now,
            updated: SampleDesk.now.adding(seconds: 4))
    }

    /// One file is being sent, one received, and one could not be.
    static func download(_ state: inout AppState) {
        _ = state.update(.syncStatusChanged(uploading))
        var conversation = SampleDesk.conversation
        var scan = recording
        scan.id = SampleDesk.id(72)
        scan.name = "скан.pdf"
        conversation.messages[1].message.attachments = [scan]
        _ = state.update(.conversationLoaded(conversation.ticket.id, conversation))
        state.press(.character("s"), .enter, .enter)
        state.press(.character("s"), .down, .character("o"))
        _ = state.update(.downloadProgressed(Transfer.ID(scan.id, to: .viewer), progress(scan, done: 6_000_000)))
        _ = state.update(
            .attachmentNotSaved(
                Transfer.ID(SampleDesk.id(21), to: .folder("/home/olena")),
                HelpdeskError(.diskFull, subject: "/home/olena")))
    }

    static var resolved: Conversation {
        var conversation = SampleDesk.conversation
        conversation.ticket.status = .resolved
        conversation.ticket.resolved = SampleDesk.now
        conversation.ticket.isUnread = false
        conversation.events.append(
            Event(
                id: SampleDesk.id(33), ticket: conversation.ticket.id, kind: .resolved, author: SampleDesk.iryna,
                created: SampleDesk.now))
        conversation.messages.removeLast()
        return conversation
    }

    static var rated: Conversation {
        var conversation = resolved
        conversation.rating = Rating(score: 4, comment: "швидко")
        return conversation
    }

    /// Rows of every priority, with customers who wait.
    static var triage: [TicketRow] {
        var rows = Array(SampleDesk.rows.dropFirst())
        for (index, priority) in [Ticket.Priority.urgent, .high, .low].enumerated() where index < rows.count {
            rows[index].priority = priority
        }
        for (index, minutes) in [12.0, 300, 6000].enumerated() where index < rows.count {
            rows[index].waitingSince = SampleDesk.now.adding(seconds: -minutes * 60)
        }
        return rows
    }

    /// A duplicate, all of whose messages have moved.
    static var merged: Conversation {
        var conversation = resolved
        conversation.messages = []
        conversation.ticket.mergedInto = SampleDesk.rows[2].id
        conversation.events.append(
            Event(
                id: SampleDesk.id(34), ticket: conversation.ticket.id, kind: .merged, author: SampleDesk.iryna,
                created: SampleDesk.now, detail: "1043", into: SampleDesk.rows[2].id))
        return conversation
    }

    static var figures: Statistics {
        var figures = Statistics(from: SampleDesk.time("2026-02-10T12:00:00Z"), to: SampleDesk.now)
        (figures.open.underHour, figures.open.underDay, figures.open.older) = (2, 3, 1)
        (figures.filed, figures.resolved, figures.reopened) = (40, 35, 2)
        figures.firstAnswer = Statistics.FirstAnswer([600_000, 1_500_000, 7_200_000, 41_130_000])
        figures.ratings = Statistics.Ratings(count: 12, mean: 4.5833)
        figures.topics = [
            .init(topic: "telephony", filed: 30, open: 5), .init(topic: Topic.otherID, filed: 10, open: 1),
        ]
        figures.services = [.init(service: SampleDesk.rows[1].service, filed: 40, open: 6)]
        return figures
    }

    static var withNote: Conversation {
        var conversation = SampleDesk.conversation
        conversation.messages[2] = ConversationMessage(
            message: Message(
                id: SampleDesk.id(55), ticket: conversation.ticket.id, author: SampleDesk.iryna, origin: .tui,
                text: "Схоже на помилку в звіті, перевіряю.", created: SampleDesk.time("2026-03-12T12:10:00Z"),
                isInternal: true))
        return conversation
    }

    static let log = (1...60).map { "2026-03-12 12:\($0 < 10 ? "0" : "")\($0 % 60) вхід до системи" }

    static let folder = FolderListing(
        path: "/home/olena",
        entries: [
            .init(name: "фото", isFolder: true, size: nil, modified: SampleDesk.now),
            .init(name: "велике відео.mp4", isFolder: false, size: 900_000_000, modified: SampleDesk.now),
            .init(name: "звіт.pdf", isFolder: false, size: 84_213, modified: SampleDesk.now),
        ])

    static var drafts: [ListedDraft] {
        [
            ListedDraft(draft: Draft(id: SampleDesk.id(81), text: "Не проходять дзвінки", updated: SampleDesk.now)),
            ListedDraft(
                draft: Draft(
                    id: SampleDesk.id(83), kind: .reply(SampleDesk.rows[1].id), text: "Так, збігаються",
                    updated: SampleDesk.time("2026-03-11T06:00:00Z")),
                number: 1042, ticketSubject: SampleDesk.rows[1].subject),
            ListedDraft(
                draft: Draft(
                    id: SampleDesk.id(84), kind: .note(SampleDesk.rows[0].id), text: "Перевірити лінію 2",
                    updated: SampleDesk.time("2026-03-11T06:00:00Z")),
                ticketSubject: SampleDesk.rows[0].subject),
            ListedDraft(
                draft: Draft(id: SampleDesk.id(82), text: "", updated: SampleDesk.time("2026-03-10T06:00:00Z"))),
        ]
    }
}
