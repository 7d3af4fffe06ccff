import Synchronization

/// The numbers of things that are being worked on just now.
final class InFlight: Sendable {
    private let ids = Mutex<Set<Int64>>([])

    /// False if it is among them already.
    func enter(_ id: Int64) -> Bool { ids.withLock { $0.insert(id).inserted } }
    func leave(_ id: Int64) { ids.withLock { _ = $0.remove(id) } }
    var count: Int { ids.withLock { $0.count } }
}
