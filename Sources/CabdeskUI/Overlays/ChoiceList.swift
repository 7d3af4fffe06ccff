public import HelpdeskModels
public import TerminalKit

/// A list to choose one thing from; what is typed narrows it.
public struct ChoiceList: Equatable, Sendable {
    /// The purpose of a list, which decides what happens with the choice.
    public enum Purpose: Equatable, Sendable {
        /// The service that a new ticket is for.
        case service
        /// The topic of a new ticket.
        case topic
        /// Where to move the open ticket, or those of the list.
        case move
        /// How pressing a ticket is.
        case priority(Ticket.ID)
        /// The ticket that takes the messages of this one.
        case merge(Ticket.ID)
        /// The person who takes care of the open ticket, or of those of the list.
        case assignee
        /// A file of the open ticket, to be saved, opened or previewed.
        case attachment
        /// A file to be removed from what is being written.
        case fileRemoval
        /// A note for the next shift, to be read or deleted.
        case shiftNote
        /// A canned reply, to be inserted, changed or deleted.
        case cannedReply
        /// A draft of any kind to go on with.
        case draft
        /// Any action that there is.
        case palette
        /// A theme, shown while it is selected.
        case theme
        /// Another desk or account.
        case profile
        /// A Telegram chat, and what becomes of it.
        case chat(ChatChoice)
        /// The device to sign out.
        case device

        /// Whether the list hangs below a field of the Create Ticket form, as its dropdown.
        var isOfForm: Bool { self == .service || self == .topic }
    }

    /// One line of the list.
    public struct Item: Equatable, Sendable, Identifiable {
        public let id: String
        /// Foreign text is sanitised when it is drawn.
        public let label: String
        /// At the right edge: a size, a key, a date, or why it cannot be chosen.
        public let detail: String
        public let isEnabled: Bool
        /// Other words that find it.
        let keywords: String

        public init(id: String, label: String, detail: String = "", isEnabled: Bool = true, keywords: String = "") {
            self.keywords = keywords
            self.id = id
            self.label = label
            self.detail = detail
            self.isEnabled = isEnabled
        }
    }

    public let purpose: Purpose
    public private(set) var items: [Item]
    public private(set) var filter = TextEditor("", singleLine: true)
    public var viewport: ListViewport<String>

    public init(_ purpose: Purpose, _ items: [Item], selected: String? = nil) {
        self.purpose = purpose
        self.items = items
        viewport = ListViewport(ids: items.map(\.id))
        if let selected { viewport.select(selected) }
    }

    public var selected: Item? { items.first { $0.id == viewport.selection } }

    /// The items that match, the best first, in the order of the viewport.
    func item(_ index: Int) -> Item? {
        guard let id = viewport.ids[safe: index] else { return nil }
        return items.first { $0.id == id }
    }

    /// Takes in what was received meanwhile.
    mutating func update(_ items: [Item]) {
        self.items = items
        narrow()
    }

    /// Lets `edit` change what is typed; true if it did.
    mutating func edit(_ edit: (inout TextEditor) -> Bool) -> Bool {
        guard edit(&filter) else { return false }
        narrow()
        return true
    }

    private mutating func narrow() {
        let query = filter.text
        if query.isEmpty {
            viewport.update(ids: items.map(\.id))
            return
        }
        viewport.update(
            ids: FuzzyMatch.ranked(
                query, in: items.map { $0.keywords.isEmpty ? $0.label : "\($0.label) \($0.keywords)" }
            ).map { items[$0.index].id })
        viewport.moveToFirst()
    }
}

/// The purpose for which a Telegram chat is chosen.
public enum ChatChoice: Equatable, Sendable {
    case unlink
    case accept
    case reject
    case toggleAnswers
}
