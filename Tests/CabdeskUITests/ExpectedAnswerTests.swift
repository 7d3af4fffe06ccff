import Foundation
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

/// When a customer who waits can expect an answer, as the header of a ticket says it.
@Suite("The expected answer")
struct ExpectedAnswerTests {
    private static let ticket = SampleDesk.conversation.ticket.id

    /// Asked a minute before the desk closes, so that the answer comes on the next working day.
    private var late: (conversation: Conversation, now: Timestamp) {
        var conversation = SampleScreens.waiting
        conversation.ticket.waitingSince = SampleDesk.time("2026-03-12T16:59:00Z")
        return (conversation, SampleDesk.time("2026-03-12T18:00:00Z"))
    }

    private func header(_ columns: Int, _ language: Language, _ change: (inout Conversation) -> Void = { _ in })
        -> String
    {
        var state = UIFixture.state(size: Size(rows: 40, columns: columns), language: language)
        var (conversation, now) = late
        change(&conversation)
        state.openSampleTicket()
        _ = state.update(.conversationLoaded(Self.ticket, conversation), ids: .random(), at: now)
        return state.view(theme: .fallback).lines[2].trimmingCharacters(in: .whitespaces)
    }

    @Test(
        "in a narrow pane of a wide window an answer of another day leaves the created date whole",
        arguments: [(Language.english, "03-13", "03-11"), (.ukrainian, "13.03", "11.03"), (.russian, "13.03", "11.03")])
    func narrow(language: Language, expected: String, created: String) {
        let line = header(120, language)
        #expect(line.contains("≈ \(expected) "), "\(line)")
        #expect(line.contains(" · \(created) · "), "\(line)")
    }

    @Test("where there is room the created date has its time")
    func wide() {
        #expect(header(200, .english).hasSuffix(" · 2026-03-11 11:02"))
    }

    @Test("another year is named")
    func otherYear() {
        let strings = Strings(language: .ukrainian, timeZone: UIFixture.kyiv)
        let now = SampleDesk.time("2026-12-31T20:00:00Z")
        #expect(strings.shortDateTime(SampleDesk.time("2027-01-04T07:00:00Z"), now: now) == "04.01.2027 09:00")
        #expect(strings.shortDateTime(SampleDesk.time("2026-12-30T07:00:00Z"), now: now) == "30.12 09:00")
        #expect(strings.shortDateTime(SampleDesk.time("2026-12-31T21:00:00Z"), now: now) == "23:00")
    }

    @Test(
        "line by line it is said in words",
        arguments: [
            (Language.english, "answer expected about 15:00"), (.ukrainian, "приблизний час відповіді: 15:00"),
            (.russian, "примерное время ответа: 15:00"),
        ])
    func aloud(language: Language, words: String) {
        var talk = LinearConversation(language: language)
        talk.type("1042", then: .conversationLoaded(Self.ticket, SampleScreens.waiting))
        talk.type("g")
        #expect(talk.lines.contains { $0.contains(words) }, "\(talk.lines)")
        #expect(!talk.transcript.contains("≈"))
    }
}
