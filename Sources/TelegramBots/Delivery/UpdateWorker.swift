import Foundation
import GRDB
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
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                let now = clock()
                let due = (try? await store.dueUpdates(at: now, limit: Self.width)) ?? []
                for item in due where inFlight.count < Self.width && inFlight.enter(item.id) {
                    group.addTask {
                        await work(on: item)
                        inFlight.leave(item.id)
                        store.arrivals.wake()
                    }
                }
                let next = try? await store.nextUpdateDue()
                await store.arrivals.wait(seconds: next.flatMap { $0 > now ? ($0 - now).seconds : nil } ?? 30)
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
        while !Task.isCancelled {
            do {
                if try await workOnNotice() { continue }
                await store.notices.wait(seconds: 30)
            } catch {
                await store.notices.wait(seconds: 10)
            }
        }
    }

    private func workOnNotice() async throws -> Bool {
        guard let (id, notice) = try await store.nextNotice() else { return false }
        let now = clock()
        let turn = try await handler.handle(notice, at: now)
        try await store.write { db in
            for change in turn.changes { try change(db) }
            try BotStore.queue(turn.calls, at: now, db)
            try BotStore.forget(notice: id, db)
        }
        return true
    }

    private func work(on item: InboxItem) async {
        let now = clock()
        do {
            var update: BotUpdate = try BotJSON.decode(from: Data(item.body.utf8))
            let parts = try await store.albumParts(of: item)
            let others = parts.compactMap { try? BotJSON.decode(BotUpdate.self, from: Data($0.body.utf8)).message }
            if !others.isEmpty { update.album = others }
            let turn = try await handler.handle(update, at: now)
            FaultPoint.inboxHandled.pass()
            try await store.write(passing: .inboxDone) { db in
                for change in turn.changes { try change(db) }
                try BotStore.queue(turn.calls, at: now, db)
                for id in [item.id] + parts.map(\.id) { try BotStore.finish(id, db) }
            }
        } catch {
            await failed(item, error)
        }
    }

    private func failed(_ item: InboxItem, _ error: any Error) async {
        let now = clock()
        do {
            if let later = error as? TryLater {
                if item.attempts == 0 { log.warning("an update waits: \(later.reason)") }
                let pause = BotBackOff.seconds(after: item.attempts + 1)
                try await store.postpone(item.id, until: now.adding(seconds: pause))
            } else if !(error is DecodingError), item.attempts + 1 < Self.patience {
                try await store.postpone(item.id, until: now.adding(seconds: BotBackOff.seconds(after: 1)))
            } else {
                log.error("an update was set aside, because it cannot be worked off: \(type(of: error))")
                try await store.setAside(item.id, because: "\(type(of: error))", at: now)
            }
        } catch {
            log.error("the bot's database cannot be written: \(type(of: error))")
        }
    }
}
