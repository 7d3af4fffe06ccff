import Foundation
import Synchronization

/// Connections to one PostgreSQL database, each used by one transaction at a time.
///
/// A transaction waits for a free connection, at most as long as ``PostgresSettings/waitLimit`` says; then it is refused.
/// Connections are made when they are needed and kept. One that is lost is replaced by the next transaction.
package final class PostgresPool: Sendable {
    package typealias Trace = @Sendable (_ sql: String) -> Void

    /// How the pool is used at this moment, and since it was opened.
    package struct Use: Sendable, Hashable {
        package var busy = 0
        package var idle = 0
        package var waiting = 0
        /// Transactions that were refused because no connection became free in time.
        package var refused = 0
        /// Transactions that were tried again because another one came in between.
        package var repeated = 0
        /// Transactions that had to wait for a connection, and the seconds that they waited, those that were refused
        /// included.
        package var waits = 0
        package var waitSeconds = 0.0
        /// Connections that were made, and attempts to make one that failed.
        package var connected = 0
        package var unreachable = 0
    }

    /// A place for a connection. Only its holder touches it.
    private final class Slot: @unchecked Sendable {
        var session: PostgresSession?
    }

    private typealias Grant = @Sendable (Slot?) -> Void

    private struct State {
        var idle: [Slot] = []
        var busy = 0
        var waiters: [Waiter] = []
        /// The counters that only grow; the rest of it is not kept up to date.
        var counted = Use()

        mutating func endWait(at index: Int) -> Grant {
            let waiter = waiters.remove(at: index)
            counted.waitSeconds += (ContinuousClock.now - waiter.since) / .seconds(1)
            return waiter.grant
        }
    }

    private struct Waiter {
        let number: Int
        let since: ContinuousClock.Instant
        let grant: Grant
    }

    package let settings: PostgresSettings
    private let trace: Trace?
    private let state = Mutex(State())
    /// Transactions wait for the network on its threads, of which there are no more than connections.
    private let threads = DispatchQueue(label: "cabdesk.postgres", attributes: .concurrent)

    package init(_ settings: PostgresSettings, trace: Trace? = nil) {
        self.settings = settings
        self.trace = trace
    }

    package var use: Use {
        state.withLock { state in
            var use = state.counted
            (use.busy, use.idle, use.waiting) = (state.busy, state.idle.count, state.waiters.count)
            return use
        }
    }

    /// Runs `body` in a transaction on another thread, while the task of the caller is suspended.
    package func perform<Value>(
        _ mode: PostgresTransaction, _ body: (PostgresConnection) throws -> Value
    ) async throws -> Value {
        try Task.checkCancellation()
        return try await withoutActuallyEscaping(body) { body in
            let work = Work(body)
            let outcome = await withCheckedContinuation { (done: CheckedContinuation<Outcome<Value>, Never>) in
                borrow { slot in
                    done.resume(
                        returning: self.outcome(mode, in: slot, within: self.settings.transactionLimit, work))
                }
            }
            return try outcome.result.get()
        }
    }

    /// The same for a thread that may wait.
    package func performWaiting<Value>(
        _ mode: PostgresTransaction, _ body: (PostgresConnection) throws -> Value
    ) throws -> Value {
        try withoutActuallyEscaping(body) { body in
            let work = Work(body)
            let outcome = Mutex<Outcome<Value>?>(nil)
            let done = DispatchSemaphore(value: 0)
            borrow { slot in
                let result = self.outcome(mode, in: slot, within: nil, work)
                outcome.withLock { $0 = result }
                done.signal()
            }
            done.wait()
            guard let outcome = outcome.withLock({ $0 }) else { throw Self.exhausted }
            return try outcome.result.get()
        }
    }

    /// Closes the connections that nobody uses.
    package func closeIdle() {
        state.withLock { $0.idle = [] }
    }

    private static let exhausted = PostgresFailure(.unavailable, "all connections to the database are in use")

    /// Calls `use` on a thread that may wait: with a slot, which is free again when it returns, or with nil if none became
    /// free in time.
    private func borrow(_ use: @escaping Grant) {
        let grant: Grant = { [threads] slot in
            threads.async {
                use(slot)
                if let slot { self.giveBack(slot) }
            }
        }
        let (slot, number) = state.withLock { state -> (Slot?, Int) in
            if let slot = state.idle.popLast() ?? (state.busy < settings.poolSize ? Slot() : nil) {
                state.busy += 1
                return (slot, 0)
            }
            state.counted.waits += 1
            let number = state.counted.waits
            state.waiters.append(Waiter(number: number, since: .now, grant: grant))
            return (nil, number)
        }
        if let slot { return grant(slot) }
        threads.asyncAfter(deadline: .now() + settings.waitLimit) { [weak self] in self?.refuse(number) }
    }

    private func refuse(_ number: Int) {
        let grant = state.withLock { state -> Grant? in
            guard let index = state.waiters.firstIndex(where: { $0.number == number }) else { return nil }
            state.counted.refused += 1
            return state.endWait(at: index)
        }
        grant?(nil)
    }

    private func giveBack(_ slot: Slot) {
        let next = state.withLock { state -> Grant? in
            guard state.waiters.isEmpty else { return state.endWait(at: 0) }
            state.busy -= 1
            if slot.session != nil { state.idle.append(slot) }
            return nil
        }
        next?(slot)
    }

    private func outcome<Value>(
        _ mode: PostgresTransaction, in slot: Slot?, within limit: TimeInterval?, _ work: Work<Value>
    ) -> Outcome<Value> {
        // The caller may return as soon as it is told, and the body must not be held any more then.
        guard let slot, let body = work.take() else { return Outcome(result: .failure(Self.exhausted)) }
        return Outcome(
            result: Result {
                let isKept = slot.session != nil
                do {
                    return try run(mode, in: slot, within: limit, body)
                } catch let error as PostgresFailure where isKept && slot.session == nil && error.canBeRepeated(mode) {
                    // The connection was lost while nobody used it, and all others perhaps: nothing was done yet.
                    closeIdle()
                    return try run(mode, in: slot, within: limit, body)
                }
            })
    }

    private func run<Value>(
        _ mode: PostgresTransaction, in slot: Slot, within limit: TimeInterval?,
        _ body: (PostgresConnection) throws -> Value
    ) throws -> Value {
        let session = try slot.session ?? connect()
        slot.session = session
        session.deadline = limit.map { Date(timeIntervalSinceNow: $0) }
        defer { if !session.isUsable || session.isInTransaction { slot.session = nil } }
        return try mode.run(on: session, until: Date(timeIntervalSinceNow: settings.statementLimit), body) {
            state.withLock { $0.counted.repeated += 1 }
        }
    }

    private func connect() throws -> PostgresSession {
        do {
            let session = try PostgresSession(settings.connection, patience: settings.statementLimit, trace: trace)
            state.withLock { $0.counted.connected += 1 }
            return session
        } catch {
            state.withLock { $0.counted.unreachable += 1 }
            throw error
        }
    }
}

/// The body of a transaction on its way to the thread that runs it.
private final class Work<Value>: Sendable {
    typealias Body = (PostgresConnection) throws -> Value

    private struct Held: @unchecked Sendable {
        var body: Body?
    }

    private let held: Mutex<Held>

    init(_ body: @escaping Body) {
        // The maker of the body waits until it has run, so that no two threads use it at once.
        held = Mutex(Held(body: body))
    }

    func take() -> Body? {
        held.withLock { held in
            defer { held.body = nil }
            return held.body
        }
    }
}

/// The outcome on its way back.
private struct Outcome<Value>: @unchecked Sendable {
    let result: Result<Value, any Error>
}
