import HelpdeskCore
import HelpdeskModels
import TerminalKit

/// The tickets that the desk has with the words of the filter, in the store or not.
struct DeskSearch: Equatable, Sendable {
    let words: String
    /// Nil until the desk has answered.
    var total: Int?
    /// Whether the desk has no more than that.
    var isExact = true
    var isLoading = false
    /// The end of what was loaded last; nil before, and when everything was loaded.
    var next: String?
    var isLoaded = false

    init(_ words: String) {
        self.words = words
    }
}

extension AppState {
    /// Why the desk cannot be searched for what the filter says; nil if it can.
    var reasonAgainstDeskSearch: Phrase? {
        guard capabilities.search, let length = desk.desk?.searchLength else { return .notOfferedHere }
        let words = tickets.query.filter
        if SearchTerm.terms(words).isEmpty { return .searchNeedsWords }
        if words.unicodeScalars.count > length { return .searchTooLong }
        return isDeskReachable ? nil : .searchNeedsConnection
    }

    private var isDeskReachable: Bool {
        switch sync.phase {
        case .syncing, .online: true
        case .starting, .offline, .signedOut: false
        }
    }

    /// Asks how much the desk has, once for each filter, where it can say so.
    mutating func askDesk() -> [Effect] {
        guard reasonAgainstDeskSearch == nil else {
            tickets.deskSearch = nil
            return []
        }
        let words = tickets.query.filter
        guard tickets.deskSearch?.words != words else { return [] }
        tickets.deskSearch = DeskSearch(words)
        return [.remote(.countOnDesk(words))]
    }

    /// Takes in the answer; nil for a failure, as nobody asked for the count.
    mutating func countedOnDesk(_ words: String, _ page: SearchPage?) {
        guard tickets.deskSearch?.words == words, let page else { return }
        tickets.deskSearch?.total = page.total
        tickets.deskSearch?.isExact = page.isTotalExact && page.isComplete
    }

    mutating func loadFromDesk() -> [Effect] {
        let words = tickets.query.filter
        if tickets.deskSearch?.words != words { tickets.deskSearch = DeskSearch(words) }
        guard let search = tickets.deskSearch, !search.isLoaded else {
            notice = .done(.nothingMoreOnDesk)
            return []
        }
        notice = .done(.loadingFromDesk)
        guard !search.isLoading else { return [] }
        tickets.deskSearch?.isLoading = true
        return [.remote(.loadFromDesk(words, after: search.next))]
    }

    mutating func loadedFromDesk(_ words: String, _ loaded: FetchedTickets) {
        let isShown = tickets.deskSearch?.words == words
        if isShown {
            tickets.deskSearch?.isLoading = false
            tickets.deskSearch?.next = loaded.next
            tickets.deskSearch?.isLoaded = loaded.next == nil
        }
        guard loaded.count > 0 || loaded.next != nil else {
            notice = .done(.nothingMoreOnDesk)
            return
        }
        let key = isShown && loaded.next != nil ? bindings.notation(for: .searchDesk, in: context) : nil
        notice = .done(.loadedFromDesk(loaded.count, key: key))
    }

    mutating func notLoadedFromDesk(_ words: String, _ error: HelpdeskError) {
        if tickets.deskSearch?.words == words { tickets.deskSearch?.isLoading = false }
        notice = .failed(.error(error))
    }

    /// How many tickets are listed and how many the desk has, where it has more; nil otherwise.
    var countHereAndOnDesk: Phrase? {
        let here = tickets.viewport.ids.count
        guard let search = tickets.deskSearch, search.words == tickets.query.filter, let total = search.total,
            total > here, !search.isLoaded
        else { return nil }
        return .hereAndOnDesk(here: here, desk: total, isExact: search.isExact)
    }

    /// Whether the desk seems to have nothing with the words that is not listed. Somebody may look all the same: a listed
    /// ticket can be one that was not sent.
    var hasAllOfDesk: Bool {
        guard let search = tickets.deskSearch, search.words == tickets.query.filter else { return false }
        if search.isLoaded { return true }
        return search.isExact && search.total.map { $0 <= tickets.viewport.ids.count } ?? false
    }

    /// A number that was asked for and is not in the store: the desk is asked, if it can answer now.
    mutating func numberNotFound(_ number: Int) -> [Effect] {
        if capabilities.search, desk.desk?.searchLength != nil, isDeskReachable {
            return [.remote(.fetchNumber(number))]
        }
        return numberFetched(number, nil)
    }

    mutating func numberFetched(_ number: Int, _ id: Ticket.ID?) -> [Effect] {
        guard let id else {
            notice = .failed(.error(HelpdeskError(.notFound, subject: "№ \(number)")))
            return []
        }
        tickets.viewport.select(id)
        return openTicket(id)
    }
}
