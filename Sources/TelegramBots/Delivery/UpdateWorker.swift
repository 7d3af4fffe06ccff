import Foundation
import HelpdeskModels

/// Works updates and notices off: those of one chat in order, those of several chats side by side.
struct UpdateWorker: Sendable {
    let store: BotStore
    let handler: any UpdateHandler
    let clock: @Sendable () -> Timestamp
    let log: BotLog

    private static let width = 8
    /// How often an update may fail before it is set aside.
    private static let patience = 3

    /// Works until the task is cancelled.
    func run() async {
        let inFlight = InFlight()
        var isFailing = false
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                let now = clock()
                var pause = 30.0
                do {
                    // The updates under way are among those that are due: there is room for as many others.
                    let due = try await store.dueUpdates(at: now, limit: 2 * Self.width)
                    for item in due where inFlight.count < Self.width && inFlight.enter(item.id) {
                        group.addTask {
                            await work(on: item)
                            inFlight.leave(item.id)
                            store.arrivals.wake()
                        }
                    }
                    if let next = try await store.nextUpdateDue(after: now) { pause = (next - clock()).seconds }
                    isFailing = false
                } catch {
                    if !isFailing { log.error("the bot's database cannot be read: \(FailureKind.name(of: error))") }
                    isFailing = true
                    pause = 5
                }
                await store.arrivals.wait(seconds: max(0.01, pause))
            }
        }
    }

    /// Works off everything that is due, one after the other.
    func drain() async throws {
        while let item = try await store.dueUpdates(at: clock(), limit: 1).first {
            await work(on: item)
        }
        while try await workOnNotice() {}
    }

    /// Works notices off until the task is cancelled.
    func runNotices() async {
        var isWaiting = false
        while !Task.isCancelled {
            do {
                if try await workOnNotice() { continue }
                isWaiting = false
                await store.notices.wait(seconds: 30)
            } catch {
                if !isWaiting { log.warning("a notice waits: \(FailureKind.name(of: error))") }
                isWaiting = true
                await store.notices.wait(seconds: 10)
            }
        }
    }

    /// False if there is none. Throws what another try can help with; a notice that can never be told stands in the way
    /// of no other.
    private func workOnNotice() async throws -> Bool {
        guard let (id, notice) = try await store.nextNotice() else { return false }
        let now = clock()
        do {
            guard let notice else { throw TurnFailure() }
            let turn = try await handler.handle(notice, at: now)
            try await store.write { db in
                if let failure = try turn.storeAlone(at: now, db) { throw failure }
                try db.forget(notice: id)
            }
        } catch  where FailureKind(error) == .permanent {
            log.error("a notice is given up: \(notice.map { "\($0)" } ?? "unreadable"): \(FailureKind.name(of: error))")
            try await store.write { try $0.forget(notice: id) }
        }
        return true
    }

    /// A notice that another version of the program wrote.
    private struct TurnFailure: Error {}

    private func work(on item: InboxItem) async {
        let now = clock()
        var all = [item.id]
        do {
            guard let parts = try await store.albumParts(of: item) else { return }
            all += parts.map(\.id)
            var update: BotUpdate = try BotJSON.decode(from: Data(item.body.utf8))
            // An album is worked off as a whole or set aside as a whole.
            let others = try parts.compactMap { try BotJSON.decode(BotUpdate.self, from: Data($0.body.utf8)).message }
            if !others.isEmpty { update.album = others }
            let turn = try await handler.handle(update, at: now)
            FaultPoint.inboxHandled.pass()
            try await store.write(passing: .inboxDone) { [all] db in
                try turn.store(at: now, db)
                for id in all { try db.finish(id) }
            }
        } catch {
            await failed(item, all, error)
        }
    }

    private func failed(_ item: InboxItem, _ all: [Int64], _ error: any Error) async {
        let now = clock()
        let reason = FailureKind.name(of: error)
        do {
            if FailureKind(error) == .temporary {
                if item.attempts == 0 { log.warning("an update waits: \(reason)") }
                let pause = BotBackOff.seconds(after: item.attempts + 1)
                try await store.postpone(item.id, until: now.adding(seconds: pause))
            } else if !(error is DecodingError), item.attempts + 1 < Self.patience {
                try await store.postpone(item.id, until: now.adding(seconds: BotBackOff.seconds(after: 1)))
            } else {
                log.error("an update was set aside, because it cannot be worked off: \(reason)")
                try await store.setAside(all, because: reason, at: now)
            }
        } catch {
            log.error("the bot's database cannot be written: \(FailureKind.name(of: error))")
        }
    }
}
