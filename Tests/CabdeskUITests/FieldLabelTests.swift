import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

@testable import CabdeskUI

/// The keys of fields are for programs: people read labels.
@Suite("Labels of fields")
struct FieldLabelTests {
    @Test("a field is called by its topic, by the topic that it came from, or by a word that fits all")
    func labels() {
        let strings = Strings(language: .english)
        #expect(strings.label(of: "phone", of: "telephony", among: SampleDesk.topics) == "Number")
        // Moved to another topic.
        #expect(strings.label(of: "phone", of: "reports", among: SampleDesk.topics) == "Number")
        #expect(strings.label(of: "call_sign", of: "telephony", among: SampleDesk.topics) == "Another field")
    }

    @Test("neither a ticket nor an error shows the key of a field", arguments: Language.allCases)
    func neverShown(language: Language) {
        var conversation = SampleDesk.conversation
        conversation.fields = [FieldValue(key: "call_sign", value: "61")]
        var state = UIFixture.state(language: language)
        state.press(.down, .enter)
        _ = state.update(.conversationLoaded(conversation.ticket.id, conversation))
        let screen = state.view(theme: .fallback).lines.joined()
        #expect(screen.contains(": 61"))
        #expect(!screen.contains("call_sign"))

        let strings = Strings(language: language)
        for code in [Violation.Code.empty, .tooLong, .tooMany, .tooLarge, .malformed, .unknown] {
            let violation = Violation(field: "fields.line", code: code, limit: 10)
            #expect(!strings[.error(HelpdeskError(.invalid, violations: [violation]))].contains("line"))
        }
    }

    @Test("what the desk refuses of the form is said by the label of the field")
    func refused() {
        var state = UIFixture.state(language: .english)
        state.fillInSampleTicket()
        let violation = Violation(field: "fields.phone", code: .malformed)
        _ = state.update(.draftRefused(state.create.draft.id, HelpdeskError(.invalid, violations: [violation])))
        #expect(state.notice == .failed(.violation(violation, label: "Number")))
    }
}
