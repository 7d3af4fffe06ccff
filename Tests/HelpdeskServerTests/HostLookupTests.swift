import Dispatch
import Synchronization
import Testing

@testable import SQLDatabase

/// Names of database servers, by a resolver that may hang.
@Suite(.timeLimit(.minutes(1))) struct HostLookupTests {
    private static let known = ["db": ["192.0.2.7", "2001:db8::7"], "standby": ["192.0.2.8"]]

    private static let lookup = HostLookup(limit: 600) { name in
        guard let addresses = known[name] else { throw PostgresFailure(.unavailable, "no such name") }
        return addresses
    }

    @Test(arguments: [
        (["host": "standby"], ["host": "standby", "hostaddr": "192.0.2.8"]),
        (["host": "db", "port": "5433"], ["host": "db,db", "hostaddr": "192.0.2.7,2001:db8::7", "port": "5433"]),
        (
            ["host": "/run/postgresql,db,standby,192.0.2.9", "port": "1,2,3,4"],
            [
                "host": "/run/postgresql,db,db,standby,192.0.2.9", "hostaddr": ",192.0.2.7,2001:db8::7,192.0.2.8,",
                "port": "1,2,2,3,4",
            ]
        ),
    ])
    func `every name has its addresses, and stays`(given: [String: String], wanted: [String: String]) throws {
        #expect(try Self.lookup.resolved(given) == wanted)
    }

    @Test(arguments: [
        ["dbname": "cabdesk"], ["host": "/run/postgresql"], ["host": "192.0.2.1,::1"], ["host": ""],
        ["host": "db", "hostaddr": "192.0.2.1"], ["host": "db,standby", "port": "1,2,3"],
    ])
    func `nobody is asked where there is no name to look up`(parameters: [String: String]) throws {
        #expect(try Self.lookup.resolved(parameters) == parameters)
    }

    @Test func `a name that nobody knows is told`() {
        let failure = #expect(throws: PostgresFailure.self) { try Self.lookup.resolved(["host": "nowhere"]) }
        #expect(failure?.kind == .unavailable)
        #expect(throws: PostgresFailure.self) {
            try PostgresSession(["host": "nowhere.invalid", "dbname": "cabdesk"], patience: 10)
        }
    }

    @Test func `a resolver that hangs holds nobody up, is asked once meanwhile, and again when it answers`() throws {
        let count = Mutex(0)
        let gate = DispatchSemaphore(value: 0)
        let ended = DispatchSemaphore(value: 0)
        let lookup = HostLookup(limit: 0.05) { _ in
            if count.withLock({ count in
                count += 1
                return count == 1
            }) {
                gate.wait()
                defer { ended.signal() }
                throw PostgresFailure(.unavailable, "no name server answered")
            }
            return ["192.0.2.7"]
        }
        for _ in 0..<3 {
            let failure = #expect(throws: PostgresFailure.self) { try lookup.resolved(["host": "db"]) }
            #expect(failure?.kind == .unavailable && failure?.text.contains("was not looked up within") == true)
        }
        #expect(count.withLock(\.self) == 1)
        gate.signal()
        ended.wait()
        // The first one is over a moment after it has ended.
        while (try? lookup.resolved(["host": "db"])) == nil {}
        #expect(try lookup.resolved(["host": "db"])["hostaddr"] == "192.0.2.7")
    }
}
