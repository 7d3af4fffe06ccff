import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension LinearState {
    /// Ends a turn once everything that a line asked for is done: reports news, what was done, and where the reader is.
    public mutating func endTurn() -> LinearAnswer {
        if isWriting, place == reported.place, said.isEmpty { return LinearAnswer(lines: [], effects: [], prompt: "") }
        let done = said
        said = []
        if !isWriting { reportNews(hasDone: !done.isEmpty) }
        let hasNews = !said.isEmpty
        said += done
        reportPlace()
        if app.overlays.last != reported.overlay, let overlay = app.overlays.last { report(overlay) }
        reported.overlay = app.overlays.last
        if question != reported.question, let question { report(question) }
        reported.question = question
        if wantsStatus {
            if !hasNews { say(.nothingNew) }
            reportConnection()
            wantsStatus = false
        }
        defer { heldMarks = [] }
        let before = reported.asked
        let prompt = takePrompt()
        reported.asked = prompt
        if said.isEmpty, rest.isEmpty, isAnswering, prompt == before { say(.done) }
        isAnswering = false
        let lines = takeLines()
        return LinearAnswer(lines: lines, effects: heldMarks, prompt: rest.isEmpty ? prompt : promptForMore)
    }

    /// The lines to report, at most a screenful of them; sanitised, as everything leaves here.
    private mutating func takeLines() -> [String] {
        let lines =
            rest
            + said.flatMap { text in
                Sanitizer.visibleLines(text).split(separator: "\n").map(String.init)
            }
        said = []
        rest = Array(lines.dropFirst(Self.maxLines))
        return Array(lines.prefix(Self.maxLines))
    }

    // MARK: News

    private mutating func reportNews(hasDone: Bool) {
        reportConnectionNews()
        if reported.place != nil, let incident = app.incidentText, incident != reported.incident { say(incident) }
        reported.incident = app.incidentText
        reportTicketNews(hasDone: hasDone)
        let announcements = app.tickets.announcements
        if announcements > reported.announcements, reported.place != nil {
            say(strings[.notification(unread: app.tickets.counts.unread)])
        }
        reported.announcements = announcements
        for stored in app.newShiftNotes.reversed() where reported.shiftNotes.insert(stored.id).inserted {
            say("\(strings[.shiftNotesTitle]): \(app.line(of: stored))")
        }
    }

    private mutating func reportConnectionNews() {
        let sync = app.sync
        if let connection = LinearConnection(sync.phase), connection != reported.phase {
            // A connection that works is expected, and no news.
            if connection != .online || reported.phase != .starting { reportConnection() }
            reported.phase = connection
        }
        if sync.failedCount > reported.failed {
            say(strings[.failedCount(sync.failedCount)])
        } else if sync.outboxCount == 0, reported.outbox > 0, sync.failedCount == 0 {
            say(.everythingSent)
        }
        reported.outbox = sync.outboxCount
        reported.failed = sync.failedCount
    }

    /// Reports what others wrote into the open ticket, and what became of it.
    private mutating func reportTicketNews(hasDone: Bool) {
        guard let ticket = app.ticket, let conversation = ticket.conversation else {
            reported.ticket = nil
            reported.writing = []
            return
        }
        // Another ticket than the one that was reported is reported as a whole, on arrival.
        guard reported.ticket == ticket.id else { return }
        defer { rememberTicket() }
        let messages = self.messages
        if let number = conversation.ticket.number, reported.number == nil { say("№ \(number)") }
        reportWriters()
        let me = app.desk.me?.user.id
        for (index, entry) in messages.enumerated()
        where entry.delivery == nil && !reported.messages.contains(entry.id) && entry.message.author.id != me {
            reportMessage(at: index)
        }
        // The reader's own changes have been reported already.
        if conversation.ticket.status != reported.status, !hasDone {
            say(strings.status(of: conversation.ticket, isStaff: app.isStaff))
        }
    }

    /// Reports those who have begun to write in the open ticket. Whoever only reads is not worth a sentence.
    private mutating func reportWriters() {
        let writers = app.othersAtWork.filter { $0.activity != .reading }
        let new = writers.filter { !reported.writing.contains($0.user.id) }
        if !new.isEmpty { say(strings.atWork(new)) }
        reported.writing = Set(writers.map(\.user.id))
    }

    /// Everything of the open ticket has been reported.
    private mutating func rememberTicket() {
        guard let ticket = app.ticket, let conversation = ticket.conversation else { return }
        reported.ticket = ticket.id
        reported.messages = Set(messages.filter { $0.delivery == nil }.map(\.id))
        reported.status = conversation.ticket.status
        reported.number = conversation.ticket.number
        if let newest = conversation.newestReceived { app.noteSeen(upTo: newest) }
    }

    /// The connection, and what waits to be sent.
    mutating func reportConnection() {
        var parts: [String] =
            switch app.sync.phase {
            case .starting: [strings[.syncStarting]]
            case .syncing: [strings[.syncSyncing]]
            case .online: [strings[.syncOnline]]
            case .offline(let since, _): [strings[.syncOffline(since: since)]]
            case .signedOut(let error): [strings[.error(error)]]
            }
        if app.sync.outboxCount > 0 { parts.append(strings[.outboxCount(app.sync.outboxCount)]) }
        if app.sync.failedCount > 0 { parts.append(strings[.failedCount(app.sync.failedCount)]) }
        say(.connection(parts.joined(separator: ", ")))
        if !app.transfers.isEmpty { reportTransfers() }
    }

    // MARK: Places

    private mutating func reportPlace() {
        let from = reported.place
        let to = place
        reported.place = to
        if from == nil { reportGreeting() }
        if from != to {
            switch to {
            case .list: if from != nil, !wantsList { reportListTitle() }
            case .ticket(let id):
                if !(from?.isInTicket ?? false) || reported.ticket != id || messageIndex == nil { arrive() }
            case .reply: arriveAtReply(from: from)
            case .create: enterForm()
            case .customerPage: reportCustomerPage()
            }
            if !to.isInTicket { messageIndex = nil }
        }
        if to == .create {
            reportForm()
            reported.focus = app.create.focus
            reported.topic = app.create.draft.topic
            reported.service = app.create.draft.service
        } else {
            reported.focus = nil
            reported.topic = nil
            reported.service = nil
        }
        if to == .customerPage { reportLinking() }
        if to == .list, wantsList { reportPage() }
        wantsList = false
    }

    private mutating func arrive() {
        messageIndex = nil
        reportTicket()
        rememberTicket()
    }

    /// A reply that is begun is written at once; one that comes back from the disk is reported first.
    private mutating func arriveAtReply(from: LinearPlace?) {
        if !(from?.isInTicket ?? false) || reported.ticket != app.ticket?.id || messageIndex == nil { arrive() }
        guard let draft = app.ticket?.reply?.draft else { return }
        say(strings[draft.kind.isNote ? .noteTitle : .replyTitle])
        if draft.isBlank || writesNextReply {
            beginWriting()
        } else {
            reportDraft()
        }
        writesNextReply = false
    }

    private mutating func reportGreeting() {
        if let me = app.desk.me {
            say("Cabdesk. \([me.service?.name, me.user.name].compactMap { $0 }.joined(separator: ", ")).")
        }
        if let desk = app.desk.desk, let hours = desk.officeHours, !hours.isOpen(at: app.now) {
            say(strings[.closedBanner(hours: hours, alertBot: desk.alertBot?.username)].replacing(" · ", with: ". "))
        }
        if let incident = app.incidentText { say(incident) }
        reported.incident = app.incidentText
        if app.tickets.counts.unread > 0 { say(strings[.unreadCount(app.tickets.counts.unread)]) }
    }
}
