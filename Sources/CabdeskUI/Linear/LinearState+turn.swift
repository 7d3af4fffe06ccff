import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension LinearState {
    /// What there is to tell now that everything which a line asked for is done: news, what was done, where one is.
    public mutating func endTurn() -> LinearAnswer {
        if isWriting, place == told.place, said.isEmpty { return LinearAnswer(lines: [], effects: [], prompt: "") }
        let done = said
        said = []
        if !isWriting { tellNews(hasDone: !done.isEmpty) }
        let hasNews = !said.isEmpty
        said += done
        tellPlace()
        if app.overlays.last != told.overlay, let overlay = app.overlays.last { tell(overlay) }
        told.overlay = app.overlays.last
        if question != told.question, let question { tell(question) }
        told.question = question
        if wantsStatus {
            if !hasNews { say(.nothingNew) }
            tellConnection()
            wantsStatus = false
        }
        defer { heldMarks = [] }
        let before = told.asked
        let prompt = takePrompt()
        told.asked = prompt
        if said.isEmpty, rest.isEmpty, isAnswering, prompt == before { say(.done) }
        isAnswering = false
        let lines = takeLines()
        return LinearAnswer(lines: lines, effects: heldMarks, prompt: rest.isEmpty ? prompt : promptForMore)
    }

    /// The lines to tell, at most a screenful of them; sanitised, as everything leaves here.
    private mutating func takeLines() -> [String] {
        let lines =
            rest
            + said.flatMap { text in
                Sanitizer.visibleLines(text).split(separator: "\n").map(String.init)
            }
        said = []
        rest = Array(lines.dropFirst(Self.mostLines))
        return Array(lines.prefix(Self.mostLines))
    }

    // MARK: News

    private mutating func tellNews(hasDone: Bool) {
        tellConnectionNews()
        if told.place != nil, let incident = app.incidentText, incident != told.incident { say(incident) }
        told.incident = app.incidentText
        tellTicketNews(hasDone: hasDone)
        let announcements = app.tickets.announcements
        if announcements > told.announcements, told.place != nil {
            say(strings[.notification(unread: app.tickets.counts.unread)])
        }
        told.announcements = announcements
    }

    private mutating func tellConnectionNews() {
        let sync = app.sync
        if let connection = LinearConnection(sync.phase), connection != told.phase {
            // That it works is what one expects.
            if connection != .online || told.phase != .starting { tellConnection() }
            told.phase = connection
        }
        if sync.failedCount > told.failed {
            say(strings[.failedCount(sync.failedCount)])
        } else if sync.outboxCount == 0, told.outbox > 0, sync.failedCount == 0 {
            say(.everythingSent)
        }
        told.outbox = sync.outboxCount
        told.failed = sync.failedCount
    }

    /// What others wrote into the open ticket, and what became of it.
    private mutating func tellTicketNews(hasDone: Bool) {
        guard let ticket = app.ticket, let conversation = ticket.conversation else {
            told.ticket = nil
            return
        }
        // Another ticket than the one that was told is told as a whole, on arrival.
        guard told.ticket == ticket.id else { return }
        defer { rememberTicket() }
        let messages = self.messages
        if let number = conversation.ticket.number, told.number == nil { say("№ \(number)") }
        let me = app.desk.me?.user.id
        for (index, entry) in messages.enumerated()
        where entry.delivery == nil && !told.messages.contains(entry.id) && entry.message.author.id != me {
            tellMessage(at: index)
        }
        // What one did oneself was said already.
        if conversation.ticket.status != told.status, !hasDone { say(strings.status(of: conversation.ticket)) }
    }

    /// Everything of the open ticket has been told.
    private mutating func rememberTicket() {
        guard let ticket = app.ticket, let conversation = ticket.conversation else { return }
        told.ticket = ticket.id
        told.messages = Set(messages.filter { $0.delivery == nil }.map(\.id))
        told.status = conversation.ticket.status
        told.number = conversation.ticket.number
    }

    /// The connection, and what waits to be sent.
    mutating func tellConnection() {
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
        if !app.transfers.isEmpty { tellTransfers() }
    }

    // MARK: Places

    private mutating func tellPlace() {
        let from = told.place
        let to = place
        told.place = to
        if from == nil { tellGreeting() }
        if from != to {
            switch to {
            case .list: if from != nil, !wantsList { tellListTitle() }
            case .ticket(let id):
                if !(from?.isInTicket ?? false) || told.ticket != id || messageIndex == nil { arrive() }
            case .reply: arriveAtReply(from: from)
            case .create: enterForm()
            case .customerPage: tellCustomerPage()
            }
            if !to.isInTicket { messageIndex = nil }
        }
        if to == .create {
            tellForm()
            told.focus = app.create.focus
            told.topic = app.create.draft.topic
        } else {
            told.focus = nil
            told.topic = nil
        }
        if to == .customerPage { tellLinking() }
        if to == .list, wantsList { tellPage() }
        wantsList = false
    }

    private mutating func arrive() {
        messageIndex = nil
        tellTicket()
        rememberTicket()
    }

    /// A reply that is begun is written at once; one that comes back from the disk is told first.
    private mutating func arriveAtReply(from: LinearPlace?) {
        if !(from?.isInTicket ?? false) || told.ticket != app.ticket?.id || messageIndex == nil { arrive() }
        guard let draft = app.ticket?.reply?.draft else { return }
        say(strings[draft.kind.isNote ? .noteTitle : .replyTitle])
        if draft.isBlank || writesNextReply {
            beginWriting()
        } else {
            tellDraft()
        }
        writesNextReply = false
    }

    private mutating func tellGreeting() {
        if let me = app.desk.me {
            say("Cabdesk. \([me.service?.name, me.user.name].compactMap { $0 }.joined(separator: ", ")).")
        }
        if let desk = app.desk.desk, let hours = desk.officeHours, !hours.isOpen(at: app.now) {
            say(strings[.closedBanner(hours: hours, alertBot: desk.alertBot?.username)].replacing(" · ", with: ". "))
        }
        if let incident = app.incidentText { say(incident) }
        told.incident = app.incidentText
        if app.tickets.counts.unread > 0 { say(strings[.unreadCount(app.tickets.counts.unread)]) }
    }
}
