import Foundation
import HelpdeskModels
import Testing

@testable import TelegramBots

struct InboxTests {
    @Test("Case 1: the same update twice, also across a restart and before the confirmation, makes one message")
    func repeated() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        await rig.desk.addTicket("No calls")
        let update = rig.update("message", rig.message(7, "It is still quiet"))
        try await rig.receive([update])
        // Stored and not confirmed: Telegram sends it again to the process that comes next.
        try await rig.restart()
        try await rig.receive([update])
        try await rig.settle()
        try await rig.receive([update])
        try await rig.settle()
        #expect(await rig.desk.messages.map(\.text) == ["It is still quiet"])
        #expect(try await rig.store.pollState().offset == 3)
    }

    @Test("Case 1: an update that the desk worked off before a crash is worked off again without a second message")
    func handledTwice() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        await rig.desk.addTicket("No calls")
        let update: BotUpdate = try BotJSON.decode(from: rig.update("message", rig.message(7, "Once")))
        _ = try await rig.bot.handle(update, at: rig.clock.now)
        _ = try await rig.bot.handle(update, at: rig.clock.now)
        #expect(await rig.desk.messages.map(\.text) == ["Once"])
    }

    @Test("Case 2: after an idle week a smaller number is as good as any")
    func smallerNumber() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        await rig.desk.addTicket("No calls")
        rig.telegram.push([["update_id": 900_000, "message": rig.message(7, "Before")]])
        try await rig.poller.poll(wait: 0)
        try await rig.poller.poll(wait: 0)
        rig.clock.pass(8 * 86_400)
        try await rig.poller.poll(wait: 0)
        rig.telegram.push([["update_id": 12, "message": rig.message(7, "After")]])
        try await rig.poller.poll(wait: 0)
        try await rig.poller.poll(wait: 0)
        try await rig.settle()
        // Only what has to be confirmed is: an offset left standing would hide the smaller number.
        #expect(rig.telegram.polls.map { $0.parameters["offset"]?.integer } == [nil, 900_001, nil, nil, 13])
        #expect(await rig.desk.messages.map(\.text) == ["Before", "After"])
    }

    @Test(
        "Case 3: another poller makes this one step back for long and tell the administrator and the staff",
        .timeLimit(.minutes(5)))
    func conflict() async throws {
        let error = BotError(.conflict, code: 409)
        #expect(BotPoller.pause(after: error, failures: 1) >= 30)
        let rig = try SupportRig(staff: true)
        rig.telegram.next(.refuse(code: 409, "Conflict: terminated by other getUpdates request"), to: "getUpdates")
        let run = Task { [poller = rig.poller] in await poller.run() }
        try await rig.lines.wait(for: "another program fetches")
        run.cancel()
        await run.value
        try await rig.settle()
        #expect(rig.telegram.polls.count == 1)
        #expect(rig.telegram.texts(SupportRig.group).contains { $0.contains("Another program") })
    }

    @Test("Case 4: an update that nobody understands is set aside and told of; later ones are worked off")
    func poison() async throws {
        let rig = try SupportRig(staff: true)
        try await rig.linked(7)
        await rig.desk.addTicket("No calls")
        let broken = rig.update("message", ["message_id": "no number", "chat": ["id": 7]])
        try await rig.receive([broken, ["no": "number"], rig.update("message", rig.message(7, "Fine"))])
        try await rig.settle()
        #expect(await rig.desk.messages.map(\.text) == ["Fine"])
        #expect(try await rig.store.use().setAside == 1)
        #expect(rig.telegram.texts(SupportRig.group).contains { $0.contains("set aside") })
    }

    @Test("Case 4: what the desk cannot take now is tried until it can, in order, and others are not held up")
    func later() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        await rig.desk.addTicket("No calls")
        await rig.desk.fail(1)
        try await rig.receive([
            rig.update("message", rig.message(7, "First")), rig.update("message", rig.message(7, "Second")),
            rig.update("message", rig.message(8, "Hello")),
        ])
        try await rig.settle()
        #expect(await rig.desk.messages.isEmpty)
        #expect(rig.telegram.texts(8).count == 1)
        rig.clock.pass(2)
        try await rig.settle()
        #expect(await rig.desk.messages.map(\.text) == ["First", "Second"])
    }

    @Test("Case 5: pinned and service messages and unknown kinds are passed over without a word")
    func otherKinds() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        await rig.desk.addTicket("No calls")
        let before = rig.telegram.calls.count
        let pinned: JSON = ["message_id": 3, "date": 0, "chat": ["id": 7, "type": "private"]]
        try await rig.receive([
            rig.update("message", rig.message(7, nil, ["pinned_message": pinned])),
            rig.update(
                "message", rig.message(7, nil, ["message_auto_delete_timer_changed": ["message_auto_delete_time": 9]])),
            rig.update(
                "poll_answer", ["poll_id": "1", "user": rig.person(7), "option_ids": [0], "option_persistent_ids": []]),
            rig.update("kind_of_the_future", ["x": 1]),
        ])
        try await rig.settle()
        #expect(rig.telegram.calls.count == before)
        #expect(try await rig.store.use().setAside == 0)
        #expect(await rig.desk.messages.isEmpty)
    }

    @Test("Case 6: a webhook takes an update with the right secret only, and each once")
    func webhook() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        await rig.desk.addTicket("No calls")
        let gate = WebhookGate(store: rig.store, secret: "s3cret", log: rig.lines.log) { [clock = rig.clock] in
            clock.now
        }
        let body = try WireJSON.encode(rig.update("message", rig.message(7, "By webhook")))
        #expect(await gate.accept(body, secret: nil) == .forbidden)
        #expect(await gate.accept(body, secret: "s3cres") == .forbidden)
        #expect(await gate.accept(body, secret: "s3cret2") == .forbidden)
        #expect(await gate.accept(Data("[]".utf8), secret: "s3cret") == .malformed)
        try await rig.settle()
        #expect(await rig.desk.messages.isEmpty)
        #expect(await gate.accept(body, secret: "s3cret") == .accepted)
        #expect(await gate.accept(body, secret: "s3cret") == .accepted)
        try await rig.settle()
        #expect(await rig.desk.messages.map(\.text) == ["By webhook"])
    }

    @Test(
        "Case 7: a silence of more than 24 hours is told, a shorter one is not",
        arguments: [(23.0, false), (25.0, true)])
    func outage(hours: Double, isTold: Bool) async throws {
        let rig = try SupportRig(staff: true)
        try await rig.poller.poll(wait: 0)
        rig.clock.pass(hours * 3600)
        try await rig.poller.poll(wait: 0)
        try await rig.settle()
        #expect(rig.telegram.texts(SupportRig.group).contains { $0.contains("no connection") } == isTold)
        #expect(rig.lines.all.contains { $0.contains("may be lost") } == isTold)
    }

    @Test("A webhook forgets what is done, and after an idle week a number that an old update had is as good as any")
    func webhookNumbers() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        await rig.desk.addTicket("No calls")
        func deliver(_ number: Int64, _ text: String?) async throws {
            let body: JSON = text.map { rig.message(7, $0) } ?? ["message_id": "no number", "chat": ["id": 7]]
            try await rig.store.accept(webhook: ["update_id": .integer(number), "message": body], at: rig.clock.now)
            try await rig.settle()
        }
        try await deliver(500, "Before")
        try await deliver(501, nil)
        try await deliver(500, "Repeated")
        await rig.desk.fail(1)
        try await deliver(502, "Waits")
        rig.clock.pass(8 * 86_400)
        for (number, text) in [(Int64(500), "One"), (501, "Two"), (502, "Three")] { try await deliver(number, text) }
        #expect(await rig.desk.messages.map(\.text) == ["Before", "Waits", "One", "Two", "Three"])
        let kept = try await rig.store.texts("SELECT state FROM inbox ORDER BY id")
        // An update that was set aside stays for the administrator to see.
        #expect(kept == ["poison", "done", "done", "done", "done"] || kept == ["poison", "done", "done", "done"])
        #expect(try await rig.store.use().setAside == 1)
    }

    @Test("What is under way does not say when to look again: an album elsewhere is not kept waiting by it")
    func nextWake() async throws {
        let rig = try SupportRig()
        let now = rig.clock.now
        let part: [String: JSON] = ["media_group_id": "album", "photo": SupportRig.photo("a")]
        try await rig.receive([
            rig.update("message", rig.message(7, "Long")), rig.update("message", rig.message(8, nil, part)),
        ])
        #expect(try await rig.store.dueUpdates(at: now, limit: 8).count == 1)
        // The first one is worked on for minutes; the album is due in a second and a half.
        #expect(try await rig.store.nextUpdateDue(after: now) == now.adding(seconds: 1.5))
        try await rig.store.queue([Outgoing(to: 7, .message(FormattedText("Due")))], at: now)
        try await rig.store.queue([Outgoing(to: 8, .message(FormattedText("Later")))], at: now)
        try await rig.store.requeue(2, until: now.adding(seconds: 4), because: nil)
        #expect(try await rig.store.nextCallDue(after: now) == now.adding(seconds: 4))
    }

    @Test("An album is worked off in its time while another chat's update takes long")
    func albumBesideLongWork() async throws {
        /// Takes as long as the test wants for the chat 7.
        struct Slow: UpdateHandler {
            let started: AsyncStream<Int64>.Continuation
            let gate: Wakeups

            func handle(_ update: BotUpdate, at now: Timestamp) async throws -> Turn {
                let chat = update.message?.chat.id ?? 0
                started.yield(chat)
                if chat == 7 { await gate.wait(seconds: 600) }
                return Turn()
            }

            func handle(_ notice: BotNotice, at now: Timestamp) async throws -> Turn { Turn() }
        }
        let rig = try SupportRig()
        let (started, continuation) = AsyncStream.makeStream(of: Int64.self)
        let gate = Wakeups()
        let worker = UpdateWorker(
            store: rig.store, handler: Slow(started: continuation, gate: gate), clock: { .now }, log: rig.lines.log)
        let part: [String: JSON] = ["media_group_id": "album", "photo": SupportRig.photo("a")]
        try await rig.store.accept(
            [rig.update("message", rig.message(7, "Long")), rig.update("message", rig.message(8, nil, part))], at: .now)
        let run = Task { await worker.run() }
        var chats = started.makeAsyncIterator()
        #expect(await chats.next() == 7)
        // It comes while the first is under way, or not before that has ended.
        #expect(await chats.next() == 8)
        gate.wake()
        run.cancel()
        await run.value
    }
}
