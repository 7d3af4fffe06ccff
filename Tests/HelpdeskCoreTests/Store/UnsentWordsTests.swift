import HelpdeskModels
import TestSupport
import Testing

@testable import HelpdeskCore

@Suite("Words that are no draft")
struct UnsentWordsTests {
    @Test("Each program has its own; those of a program that has ended are the next one's, and what was sent is gone")
    func programs() async throws {
        let desk = try Desk()
        var first = try await desk.store.openWords()
        first.severalReply = "Усім"
        try await desk.store.keep(first)
        let second = try await desk.restarted().store.openWords()
        #expect(second.id != first.id && second.severalReply.isEmpty)
        desk.store.closeDraft(first.id)
        let third = try desk.restarted()
        #expect(try await third.store.openWords() == first)
        first.severalReply = ""
        try await third.store.keep(first)
        third.store.closeDraft(first.id)
        #expect(try await desk.restarted().store.openWords().severalReply.isEmpty)
    }
}
