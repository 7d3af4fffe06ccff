import Foundation
import SQLDatabase
import Synchronization

/// The right to run a bot that is in PostgreSQL: for some seconds, by the database's clock, and renewed until it is given back.
enum BotLease {
    struct Times: Sendable {
        /// How long it is good for when it is not renewed any more.
        var length: Duration
        /// Between two renewals.
        var renewal: Duration
        /// Between two looks of a process that stands by.
        var look: Duration

        static let standard = Times(length: .seconds(12), renewal: .seconds(3), look: .seconds(2))
    }

    /// How running the bot has ended here.
    fileprivate enum End: Sendable {
        case done
        case failed(any Error)
        /// Another process has it, or may have it by now.
        case lost
    }
}

extension PostgresBotDatabase {
    func runAlone(
        _ log: BotLog, wake: @escaping @Sendable () -> Void, _ work: @escaping @Sendable () async throws -> Void
    ) async throws {
        var hasFailed = false
        var isTold = false
        while !Task.isCancelled {
            let asked = ContinuousClock.now
            do {
                if let epoch = try await take() {
                    isTold = false
                    hasFailed = false
                    if try await run(epoch, since: asked, log, wake: wake, work) { return }
                    continue
                }
                if !isTold { log.info("another process runs the bot; this one stands by") }
                isTold = true
            } catch  where Task.isCancelled {
                return
            } catch  where FailureKind(error) == .temporary {
                if !hasFailed { log.error("the bot waits for its database: \(FailureKind.name(of: error))") }
                hasFailed = true
            }
            // Cancelled is ended: the loop looks.
            try? await Task.sleep(for: times.look)
        }
    }

    func runIfFree(_ log: BotLog, _ work: @escaping @Sendable () async throws -> Void) async throws -> Bool {
        let asked = ContinuousClock.now
        guard let epoch = try await take() else { return false }
        guard try await run(epoch, since: asked, log, wake: {}, work) else { throw BotTakenOver() }
        return true
    }

    func holder() throws -> String? {
        try pool.performWaiting(.reading) { connection in
            try connection.row("SELECT holder FROM lease WHERE ends > \(Self.now)") { $0.text(at: 0) }
        }
    }

    /// True if it has ended for good, false if another process may run the bot now.
    private func run(
        _ epoch: Int64, since asked: ContinuousClock.Instant, _ log: BotLog, wake: @escaping @Sendable () -> Void,
        _ work: @escaping @Sendable () async throws -> Void
    ) async throws -> Bool {
        let listener = PostgresListener(pool.settings, channel: schema) { _ in wake() }
        defer { listener.close() }
        let renewed = Renewal(asked)
        let end = await withTaskGroup(of: BotLease.End.self) { group in
            group.addTask {
                do {
                    try await work()
                    return .done
                } catch {
                    return .failed(error)
                }
            }
            group.addTask {
                await self.renew(epoch, renewed)
                return .lost
            }
            group.addTask {
                await self.waitForEnd(renewed)
                return .lost
            }
            let first = await group.next() ?? .lost
            // What is under way may end, and writes nothing any more if another process has taken over.
            group.cancelAll()
            await group.waitForAll()
            return first
        }
        // Not in this task, which may be cancelled.
        await Task { await self.giveBack(epoch) }.value
        guard !Task.isCancelled else { return true }
        switch end {
        case .done: return true
        case .failed(let error): throw error
        case .lost:
            log.warning("another process may run the bot now; this one stands by")
            return false
        }
    }

    // MARK: The row

    /// By the database's clock, in milliseconds since 1970.
    private static let now = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint"

    /// Takes the lease, if nobody has it; then its epoch. What the process before wrote is there by then, and it writes nothing
    /// more.
    func take() async throws -> Int64? {
        let (process, holder, length) = (process, Self.holderName, times.length.milliseconds)
        let taken = try await pool.perform(.serializable) { connection in
            try connection.lockWriter()
            return try connection.row(
                """
                UPDATE lease SET process = ?1, holder = ?2, epoch = epoch + 1, ends = \(Self.now) + ?3
                WHERE ends <= \(Self.now) OR process = ?1 RETURNING epoch
                """, process, holder, length
            ) { $0.integer(at: 0) }
        }
        if let taken { epoch.withLock { $0 = taken } }
        return taken
    }

    /// Returns when another process has taken the lease, or the task is cancelled.
    private func renew(_ epoch: Int64, _ renewed: Renewal) async {
        let length = times.length.milliseconds
        while true {
            do { try await Task.sleep(for: times.renewal) } catch { return }
            let asked = ContinuousClock.now
            do {
                // Beside what the bot writes, so that it does not wait for that.
                let isOurs = try await pool.perform(.single) { connection in
                    try connection.execute(
                        "UPDATE lease SET ends = \(Self.now) + ? WHERE epoch = ?", length, epoch) == 1
                }
                guard isOurs else { return }
                renewed.time.withLock { $0 = asked }
            } catch {
                // The lease goes on for what is left of it.
            }
        }
    }

    /// Returns when the lease has ended without being renewed, or the task is cancelled. It is counted from before the question,
    /// so that it ends here no later than at the database.
    private func waitForEnd(_ renewed: Renewal) async {
        while !Task.isCancelled {
            let end = renewed.time.withLock(\.self) + times.length
            guard end > .now else { return }
            // Cancelled is ended: the loop looks.
            try? await Task.sleep(until: end, clock: .continuous)
        }
    }

    /// If it cannot be given back now, it ends by itself.
    private func giveBack(_ epoch: Int64) async {
        _ = try? await pool.perform(.single) { connection in
            try connection.execute("UPDATE lease SET ends = 0 WHERE epoch = ?", epoch)
        }
    }

    /// The machine and the number of the process.
    private static let holderName: String = {
        var name = [CChar](repeating: 0, count: 256)
        let isKnown = gethostname(&name, name.count) == 0
        let bytes = name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
        return "\(isKnown ? String(decoding: bytes, as: UTF8.self) : "?"), process \(getpid())"
    }()
}

/// When the lease was renewed last.
private final class Renewal: Sendable {
    let time: Mutex<ContinuousClock.Instant>

    init(_ time: ContinuousClock.Instant) {
        self.time = Mutex(time)
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 { Int64(self / .milliseconds(1)) }
}
