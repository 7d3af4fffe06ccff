package import HelpdeskModels

/// A desk with its past, to be stored as it was: every ticket, message and event has its own time and author.
package struct ImportedDesk: Sendable {
    package var desk: Desk
    package var services: [Service]
    /// Without the topic Other, which every desk has.
    package var topics: [Topic]
    package var users: [User]
    /// The number of the first ticket.
    package var firstNumber: Int
    /// Oldest first: they are numbered in this order.
    package var tickets: [ImportedTicket]

    package init(
        desk: Desk, services: [Service], topics: [Topic], users: [User], firstNumber: Int, tickets: [ImportedTicket]
    ) {
        self.desk = desk
        self.services = services
        self.topics = topics
        self.users = users
        self.firstNumber = firstNumber
        self.tickets = tickets
    }
}

/// A ticket with everything that happened in it.
package struct ImportedTicket: Sendable {
    /// Something that happened at one time.
    package struct Step: Sendable {
        package enum Action: Sendable {
            case message(NewMessage, files: VerifiedFiles)
            case event(NewEvent)
            case rating(Rating)
        }

        package var time: Timestamp
        package var author: User
        package var action: Action

        package init(_ action: Action, by author: User, at time: Timestamp) {
            self.time = time
            self.author = author
            self.action = action
        }
    }

    package var new: NewTicket
    package var files: VerifiedFiles
    package var author: User
    package var time: Timestamp
    /// In the order of their times.
    package var steps: [Step]
    /// Users who have read everything.
    package var readers: [User.ID]

    package init(
        _ new: NewTicket, files: VerifiedFiles, by author: User, at time: Timestamp, steps: [Step], readers: [User.ID]
    ) {
        self.new = new
        self.files = files
        self.author = author
        self.time = time
        self.steps = steps
        self.readers = readers
    }
}

extension Helpdesk {
    /// Fills an empty database, all or nothing. Throws ``ServerFailure`` or ``StoreError``. Waits for the database.
    package func importDesk(_ desk: ImportedDesk) throws {
        try database.administer { records in
            try records.setDesk(desk.desk)
            for service in desk.services { try records.putService(service) }
            for topic in desk.topics { try records.putTopic(topic) }
            for user in desk.users { try records.insertUser(user) }
            try records.beginTicketNumbers(at: desk.firstNumber)
            func account(_ user: User) -> Account {
                Account(user: user, service: desk.services.first { $0.id == user.service }, token: 0)
            }
            for ticket in desk.tickets { try records.importTicket(ticket, by: account) }
        }
    }
}

extension DeskRecords {
    fileprivate func importTicket(_ imported: ImportedTicket, by account: (User) -> Account) throws {
        let id = Ticket.ID.make(at: imported.time)
        _ = try insertTicket(
            id, imported.new, files: imported.files, by: account(imported.author), at: imported.time)
        var last = imported.time
        for step in imported.steps {
            let author = account(step.author)
            let ticket = try ticket(id, for: author)
            switch step.action {
            case .message(let new, let files):
                _ = try addMessage(.make(at: step.time), new, files: files, to: ticket, by: author, at: step.time)
            case .event(let new):
                _ = try change(ticket, new, .make(at: step.time), by: author, at: step.time)
            case .rating(let rating):
                _ = try rate(ticket, rating, at: step.time)
            }
            last = step.time
        }
        for reader in imported.readers { try putReadMark(ReadMark(ticket: id, readUpTo: last), of: reader) }
    }
}
