import Foundation
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

@Suite("Update is pure")
struct FreshIDsTests {
    private static let id: Draft.ID = SampleDesk.id(7000)
    private let ids = FreshIDs(first: id.uuid)

    @Test("the same messages lead from the same state to the same state and effects")
    func pure() {
        let start = UIFixture.state()
        let id = SampleDesk.conversation.ticket.id
        let messages: [AppMessage] = [
            .keyPressed(.down), .keyPressed(.enter), .conversationLoaded(id, SampleDesk.conversation),
            .keyPressed(.character("r")), .pasted("'/home/olena/a b.png'"), .keyPressed(.character("x")),
            .keyPressed(.alt("2")), .keyPressed(.control("n")), .keyPressed(.enter), .keyPressed(.enter),
        ]
        var (one, other) = (start, start)
        for message in messages { #expect(one.update(message, ids: ids) == other.update(message, ids: ids)) }
        #expect(one == other)
    }

    @Test("a draft that a message begins has the id that came in with it")
    func draft() {
        var state = UIFixture.state()
        state.openSampleTicket()
        _ = state.update(.keyPressed(.character("r")), ids: ids)
        #expect(state.ticket?.reply?.draft.id == Self.id)
    }

    @Test("no two ids of one message are the same, whatever the first one ends in")
    func distinct() {
        for last in [UInt8(0), 0xFE, 0xFF] {
            var bytes = Self.id.uuid.uuid
            (bytes.14, bytes.15) = (last, last)
            var ids = FreshIDs(first: UUID(uuid: bytes))
            var taken: Set<Draft.ID> = []
            for _ in 0..<600 { taken.insert(ids.take()) }
            #expect(taken.count == 600)
        }
    }
}
