import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// The answer to all marked tickets, while it is written.
struct SeveralReplyState: Equatable {
    var editor = TextEditor("")
    /// Handed to the store, not yet taken.
    var isSending = false

    /// Whether nothing is lost with it.
    var isBlank: Bool { editor.text.allSatisfy(\.isWhitespace) }
}

/// Answering all marked tickets with one text.
extension AppState {
    /// Opens the box for an answer to all marked tickets, or a reply to the selected one if none is marked.
    mutating func replyFromList() -> [Effect] {
        if !tickets.marks.isEmpty {
            overlays.append(.severalReply)
            return []
        }
        guard let row = tickets.selectedRow else { return [] }
        let effects = openTicket(row.id)
        // The messages of a ticket that was merged are in the other one.
        return row.mergedInto == nil ? effects + write(.reply(row.id)) : effects
    }

    mutating func performOnSeveralReply(_ action: Action) -> [Effect] {
        if severalReply.isSending { return [] }
        switch action {
        case .send: return sendSeveralReply()
        case .insertCannedReply: showCannedReplies()
        // The box has no other keys than those of its text.
        default: break
        }
        return []
    }

    /// Says where the text is from now on.
    mutating func leaveSeveralReply() {
        if !severalReply.isBlank { notice = .done(.severalReplyKept) }
    }

    private var writtenSeveralReply: SeveralReply { SeveralReply(text: severalReply.editor.text, language: language) }

    /// Asks once, with how many tickets get it.
    private mutating func sendSeveralReply() -> [Effect] {
        let reply = writtenSeveralReply
        if let violation = limits.violations(inText: reply.text, attachmentCount: 0).first {
            notice = .failed(.violation(violation, label: nil))
            return []
        }
        let marks = tickets.marks
        // As with a change, it opens before the store has counted.
        ask(.replyToSeveral(marks, possible: nil))
        return [.read(.answerable(reply, marks))]
    }

    /// Lets the question count the tickets that get the answer, or ends it if there are none.
    mutating func answerableFound(_ marks: [Ticket.ID], possible: Int) {
        let question = Confirmation.Question.replyToSeveral(marks, possible: nil)
        guard case .confirm(let asked) = overlays.last, asked.question == question else { return }
        if possible > 0 {
            replaceTop(with: .confirm(Confirmation(question: .replyToSeveral(marks, possible: possible))))
        } else {
            overlays.removeLast()
            notice = .failed(.noneCanBeAnswered)
        }
    }

    mutating func sendToSeveral(_ marks: [Ticket.ID]) -> [Effect] {
        guard !severalReply.isSending else { return [] }
        severalReply.isSending = true
        return [.write(.replyToSeveral(writtenSeveralReply, marks))]
    }

    mutating func repliesQueued(_ queued: QueuedReplies, of count: Int) {
        let sent = severalReply.editor.text
        severalReply.isSending = false
        guard !queued.messages.isEmpty else {
            notice = .failed(.noneCanBeAnswered)
            return
        }
        severalReply = SeveralReplyState()
        overlays.removeAll { $0 == .severalReply }
        tickets.marks = []
        tickets.undo = .replies(queued.messages, text: sent)
        notice = .done(
            .repliesQueued(
                queued.tickets.count, leftOut: count - queued.tickets.count,
                key: bindings.notation(for: .recall, in: .ticketList)))
    }

    /// Marks the tickets again whose answers were taken back, and brings the text back.
    mutating func repliesUndone(_ undone: [Ticket.ID], of count: Int, text: String) {
        if undone.isEmpty {
            notice = .failed(.alreadyLeft)
            return
        }
        if severalReply.isBlank {
            tickets.marks = undone
            severalReply.editor = TextEditor(text)
        } else {
            // Another answer was begun: it keeps its tickets, and both texts are there.
            severalReply.editor = TextEditor(text + "\n\n" + severalReply.editor.text)
        }
        notice = .done(.changeUndone(undone.count, left: count - undone.count))
    }
}

extension Painter {
    mutating func drawSeveralReply() {
        let title = strings[.severalReplyTitle(state.tickets.marks.count)]
        let rows = min(max(8, overlayRect.rows / 2), overlayRect.rows)
        let inside = window(overlayRect.split(bottom: rows).bottom, title: title)
        let (text, hint) = inside.split(bottom: 1)
        let field = Rect(row: text.row, column: text.column + 1, rows: text.rows, columns: text.columns - 2)
        write(state.severalReply.editor, in: field, hasFocus: true, placeholder: strings[.severalReplyPlaceholder])
        write(
            strings[.severalReplyHint], row: hint.row, column: hint.column + 1, columns: hint.columns - 2, "text.dim")
    }
}
