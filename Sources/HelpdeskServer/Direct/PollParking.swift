import HelpdeskDesk
import HelpdeskModels
import Logging
import Synchronization

/// A long poll between two looks at the feed.
struct OpenPoll: Sendable {
    let wait: LongPoll
    let account: Account
    /// How long the request may wait; 0 for not at all.
    let seconds: Int
    let limit: Int
    let start: String?
    let beginning: FeedStart
    /// The latest page, which is empty; nil before the first look.
    var page: ChangePage?
    /// The number of the latest change at the last look.
    var known: Int64 = 0
    /// How long to wait at most until the next look; nil for all the time that is left.
    var pause: Duration?
    /// Whether the wait is over, so that the next look is the last one.
    var isOver = false
}

/// A place outside of any task for a long poll between two looks at the feed.
///
/// A suspended task keeps the memory of its deepest call, which is a large part of what a waiting client costs. The request
/// therefore leaves its task with ``Parked``. When it is time to look again, it begins anew in another task.
final class PollParking: Sendable {
    /// The request was put aside and has no answer yet.
    struct Parked: Error {}

    /// When the request came.
    let began = ContinuousClock.now
    let logger: Logger
    private let state = Mutex<OpenPoll?>(nil)

    init(logger: Logger) {
        self.logger = logger
    }

    /// The poll as it was put aside; nil before the first time.
    var poll: OpenPoll? {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}

/// Whether the server is about to end, so that nothing waits any longer.
final class Ending: Sendable {
    private let notifier: ChangeNotifier
    private let begun = Atomic(false)

    init(_ notifier: ChangeNotifier) {
        self.notifier = notifier
    }

    var hasBegun: Bool { begun.load(ordering: .acquiring) }

    /// Wakes everybody who waits. Those who begin to wait afterwards ask ``hasBegun`` when they have begun.
    func begin() {
        begun.store(true, ordering: .releasing)
        notifier.wake(.everybody)
    }
}
