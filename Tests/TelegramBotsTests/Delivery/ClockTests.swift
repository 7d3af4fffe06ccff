import HelpdeskModels
import Testing

@testable import TelegramBots

/// The clock of the machine is set while the bots run, or while they do not.
struct ClockTests {
    @Test("A clock that was set is told from one that goes on, slowly slewed or fast")
    func watch() {
        let start = Timestamp(milliseconds: 1_780_000_000_000)
        var watch = ClockWatch(ClockWatch.Reading(clock: start, uptime: .seconds(5)))
        #expect(watch.jump(to: .init(clock: start.adding(seconds: 1.1), uptime: .seconds(6))) == nil)
        #expect(watch.jump(to: .init(clock: start.adding(seconds: -3598.9), uptime: .seconds(7))) == -3_601_000)
        #expect(watch.jump(to: .init(clock: start.adding(seconds: -3597.9), uptime: .seconds(8))) == nil)
        // A night of sleep is time that passed.
        #expect(watch.jump(to: .init(clock: start.adding(seconds: 25_203), uptime: .seconds(28_808.9))) == nil)
    }

    @Test("Set back by an hour while the bot runs: what waits goes out and is worked off as soon as before")
    func setBack() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        await rig.desk.addTicket("No calls")
        try await rig.store.queue([Outgoing(to: 7, .message(FormattedText("One")))], at: rig.clock.now)
        try await rig.sender.sendDue()
        try await rig.store.queue([Outgoing(to: 7, .message(FormattedText("Two")))], at: rig.clock.now)
        try await rig.receive([rig.update("message", rig.message(7, "Hello"))])
        rig.clock.pass(-3600)
        try await rig.store.shiftTimes(by: -3_600_000) { _, _ in }
        try await rig.worker.drain()
        #expect(await rig.desk.messages.map(\.text) == ["Hello"])
        // The limit of one message a second counts on, and no longer than that.
        let next = try #require(try await rig.sender.sendDue())
        #expect(next - rig.clock.now <= .seconds(1))
        try await rig.settle()
        #expect(rig.telegram.texts(7).contains("Two"))
    }

    @Test("Set back by an hour while nothing ran: nothing waits for longer than it ever does")
    func setBackMeanwhile() async throws {
        let rig = try SupportRig()
        try await rig.linked(7)
        await rig.desk.addTicket("No calls")
        try await rig.store.queue([Outgoing(to: 8, .message(FormattedText("Two")))], at: rig.clock.now)
        try await rig.receive([rig.update("message", rig.message(7, "Hello"))])
        rig.clock.pass(-36_000)
        try await rig.restart()
        try await rig.store.limitTimes(at: rig.clock.now) { _, _ in }
        rig.clock.pass(61)
        try await rig.settle()
        #expect(await rig.desk.messages.map(\.text) == ["Hello"])
        #expect(rig.telegram.texts(8) == ["Two"])
    }

    @Test("Set back by an hour, an incident pages the next level when five minutes have passed, not an hour later")
    func escalation() async throws {
        let night = try AlertNight()
        try night.report(from: 100, service: "Liga")
        #expect(try night.pages() == [11, 12])
        try night.say("No map", from: 101)
        try night.pass(30)
        let handler = AlertHandler(bot: night.bot, log: night.lines.log)
        night.now = night.now.adding(seconds: -3600)
        try await night.store.shiftTimes(by: -3_600_000) { try handler.shiftTimes(by: $0, $1) }
        try night.pass(31)
        // A report without a choice pages after a minute.
        #expect(try night.pages() == [11, 12])
        try night.pass(238)
        #expect(try night.pages() == [])
        try night.pass(1)
        #expect(try night.pages() == [21])
    }

    @Test("Set back by a day while nothing ran, an incident pages within five minutes of the start")
    func escalationMeanwhile() async throws {
        let night = try AlertNight()
        try night.report(from: 100, service: "Liga")
        try night.report(.telephony, from: 101, service: "Start")
        try night.press(.acknowledge(2), by: 11)
        _ = try night.news()
        night.now = night.now.adding(seconds: -86_400)
        try night.restart()
        let handler = AlertHandler(bot: night.bot, log: night.lines.log)
        try await night.store.limitTimes(at: night.now) { try handler.limitTimes(at: $0, $1) }
        try night.pass(300)
        #expect(try night.pages() == [21])
        try night.pass(1500)
        #expect(try night.incident(2).state == .triggered)
    }
}
