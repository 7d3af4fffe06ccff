import NIOCore
import Synchronization
import Testing

@testable import HelpdeskServer

@Suite struct ConnectionRegistryTests {
    private final class Closed: Sendable {
        private let names = Mutex<[String]>([])

        func add(_ name: String) { names.withLock { $0.append(name) } }
        var all: [String] { names.withLock { $0 } }
    }

    private let closed = Closed()

    private func registry(total: Int, perAddress: Int = 1000) -> ConnectionRegistry {
        var limits = ConnectionLimits()
        limits.total = total
        limits.perAddress = perAddress
        return ConnectionRegistry(limits: limits)
    }

    private func admit(
        _ name: String, from address: String, at second: Int64, to registry: ConnectionRegistry, isTrusted: Bool = false
    ) -> ConnectionRegistry.ID? {
        registry.admit(address, isTrusted: isTrusted, now: .uptimeNanoseconds(UInt64(second))) { [closed] in
            closed.add(name)
        }
    }

    @Test("Of connections without a request, those that never asked make way first, the oldest before the others")
    func order() throws {
        let registry = registry(total: 3)
        let asked = try #require(admit("asked", from: "a", at: 1, to: registry))
        registry.requestBegan(on: asked)
        registry.requestEnded(on: asked, now: .uptimeNanoseconds(2))
        _ = admit("old", from: "b", at: 3, to: registry)
        _ = admit("new", from: "c", at: 4, to: registry)
        for number in 5...7 {
            let id = try #require(admit("worker \(number)", from: "d", at: Int64(number), to: registry))
            registry.requestBegan(on: id)
        }
        #expect(closed.all == ["old", "new", "asked"])
        #expect(registry.count == 3)
        #expect(registry.displaced == 3)
    }

    @Test("Connections with an open request stay, and what finds no room is refused until one of them is idle")
    func work() throws {
        let registry = registry(total: 1)
        let first = try #require(admit("first", from: "a", at: 1, to: registry))
        registry.requestBegan(on: first)
        #expect(admit("second", from: "b", at: 2, to: registry) == nil)
        #expect(registry.refused == 1)
        registry.requestEnded(on: first)
        #expect(admit("third", from: "b", at: 3, to: registry) != nil)
        #expect(closed.all == ["first"])
        // The connection that made way is closed a little later, and is counted once.
        registry.remove(first)
        #expect(registry.count == 1)
    }

    @Test("One address has its own limit and makes way within it; a trusted proxy has none")
    func addresses() throws {
        let registry = registry(total: 100, perAddress: 2)
        let other = try #require(admit("other", from: "b", at: 0, to: registry))
        for number in 1...5 { _ = admit("\(number)", from: "a", at: Int64(number), to: registry) }
        #expect(closed.all == ["1", "2", "3"])
        registry.remove(other)
        for number in 1...5 { _ = admit("proxy", from: "p", at: Int64(number), to: registry, isTrusted: true) }
        #expect(closed.all.count == 3)
        #expect(registry.count == 7)
    }

    @Test("A quarter of the files that the process may open is left for files, half of the rest for other addresses")
    func descriptors() {
        #expect(ConnectionLimits().fitting(descriptors: 1024).perAddress == 384)
        #expect(ConnectionLimits().fitting(descriptors: 1024).total == 768)
        #expect(ConnectionLimits().fitting(descriptors: 1_000_000).total == ConnectionLimits().total)
    }
}
