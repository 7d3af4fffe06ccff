import CabdeskUI
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

/// What a person sees after the store was damaged.
@Suite("Rescue notice")
struct RescueNoticeTests {
    private static let report = RescueReport(
        copy: "/home/olena/.local/share/cabdesk/default/ab12.damaged-20261122T101500Z", drafts: 2, unsent: 3, lost: 1)

    @Test("it stays until a key is pressed, whatever else there is to tell, and then is never told again")
    func notice() {
        var state = UIFixture.state(size: Size(rows: 24, columns: 100), language: .english)
        var snapshot = state.desk
        snapshot.rescue = Self.report
        _ = state.update(.deskLoaded(snapshot))
        _ = state.update(.done(.markedUnread))
        let shown = state.view(theme: .fallback).lines.joined().filter { !$0.isWhitespace && $0 != "│" }
        #expect(shown.contains("Rescueddrafts:2,unsent:3,notreadable:1."))
        #expect(shown.contains("ab12.damaged-20261122T101500Z"))
        #expect(state.press(.character("?")).contains(.acknowledgeRescue))
        #expect(!state.press(.escape, .escape).contains(.acknowledgeRescue))
    }

    @Test("every language says how much was rescued, and where the damaged files are", arguments: Language.allCases)
    func languages(language: Language) {
        let text = Strings(language: language)[.rescued(Self.report)]
        for part in ["2", "3", "1", Self.report.copy] { #expect(text.contains(part)) }
        let whole = RescueReport(copy: "/c", drafts: 0, unsent: 0, lost: 0)
        #expect(!Strings(language: language)[.rescued(whole)].contains("1"))
    }
}
