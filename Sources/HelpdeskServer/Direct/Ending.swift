import HelpdeskDesk
import Synchronization

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
