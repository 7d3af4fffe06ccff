import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

@Suite("How long answers usually take")
struct UsualAnswerTests {
    @Test("The median of the last answers in office hours, once there are five, for a ticket that waits")
    func median() async throws {
        let desk = try Desk()
        // From 09:00 on, so that only the last answer waits over the night.
        let day = desk.clock.now.milliseconds % 86_400_000
        desk.clock.advance(seconds: Double(86_400_000 - day + 6 * 3_600_000) / 1000)
        let open = await desk.backend.addTicket("open")
        _ = try await desk.engine.syncOnce()
        for (count, minutes) in [10, 20, 30, 40, 600].enumerated() {
            #expect(try await desk.conversation(open.id).usualAnswer == nil, "\(count) answers")
            let ticket = await desk.backend.addTicket("\(minutes)")
            _ = try await desk.engine.syncOnce()
            try await desk.queueReply("?", to: ticket.id)
            _ = try await desk.engine.syncOnce()
            desk.clock.advance(seconds: Double(minutes) * 60)
            await desk.backend.answer(ticket.id, "Готово")
            _ = try await desk.engine.syncOnce()
        }
        let usual = try #require(try await desk.conversation(open.id).usualAnswer)
        #expect(abs(usual / .seconds(1) - 30 * 60) < 1)
        let answered = try #require(try await desk.store.ticketID(number: 2))
        #expect(try await desk.conversation(answered).usualAnswer == nil)
    }
}
