import HelpdeskModels

/// Tells a feed that has much from one that never ends, which a desk could send for ever with nothing new in it.
///
/// From one end of the feed to the next no cursor comes twice, few pages are empty, the cursor is lost hardly ever, and
/// most pages are new: a long conversation may come again in the same pages if its ticket changed meanwhile.
struct FeedGuard {
    private var cursors: Set<String> = []
    /// The hashes of the pages.
    private var pages: Set<Int> = []
    private var emptyPages = 0
    private var repeatedPages = 0
    private var losses = 0

    private static let maxEmptyPages = 50
    private static let maxRepeatedPages = 50
    private static let maxLosses = 3

    /// Throws `badAnswer` where the page, which was applied, is one more of the same.
    mutating func take(_ received: ReceivedPage) throws(HelpdeskError) {
        let page = received.page
        guard page.hasMore else {
            self = FeedGuard()
            return
        }
        if page.changes.isEmpty { emptyPages += 1 }
        let isNew = cursors.insert(page.cursor).inserted
        if !page.changes.isEmpty, !pages.insert(received.fingerprint).inserted { repeatedPages += 1 }
        guard isNew, emptyPages <= Self.maxEmptyPages, repeatedPages <= pages.count + Self.maxRepeatedPages else {
            throw HelpdeskError(.badAnswer, detail: "a feed of changes without end")
        }
    }

    /// The backend did not know the cursor.
    mutating func loseCursor() throws(HelpdeskError) {
        losses += 1
        guard losses <= Self.maxLosses else {
            throw HelpdeskError(.badAnswer, detail: "each cursor is lost at once")
        }
    }

    /// The feed is read from its beginning, so the same pages come again.
    mutating func begin() {
        let losses = losses
        self = FeedGuard()
        self.losses = losses
    }
}

/// A page of the feed and the hash of its changes, which takes a while and is made while the page before it is stored.
struct ReceivedPage: Sendable {
    let page: ChangePage
    let fingerprint: Int

    init(_ page: ChangePage) {
        self.page = page
        fingerprint = page.changes.hashValue
    }
}

/// A page of the feed that is asked for, and read, while the one before it is being stored.
struct PageAhead: Sendable {
    typealias Answer = Result<ReceivedPage?, HelpdeskError>

    /// The cursor that it is asked for with, which is that of the page before it, and the turn in which it is.
    let place: FeedPlace
    let request: Task<Answer, Never>

    /// Waits for the page, and no longer once the caller's task is cancelled.
    func page() async throws(HelpdeskError) -> ReceivedPage? {
        let answer = await withTaskCancellationHandler {
            await request.value
        } onCancel: {
            request.cancel()
        }
        return try answer.get()
    }
}
