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

/// The part of a database that the desk needs to begin with a past. Every method waits for the database.
package protocol ImportStore: Sendable {
    /// Fills an empty database, all or nothing. Throws ``ServerFailure`` or ``StoreError``.
    func importDesk(_ desk: ImportedDesk) throws
    /// Stores a token's digest, unless it is known: a token that was revoked stays revoked.
    func ensureToken(digest: String, for user: User.ID, label: String, at time: Timestamp) throws
}
