import CabdeskUI
import HelpdeskCore
import HelpdeskModels
import TerminalKit
import TestSupport
import Testing

/// The notice that a person sees after the store was damaged.
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
        #expect(state.press(.character("?")).contains(.write(.acknowledgeRescue)))
        #expect(!state.press(.escape, .escape).contains(.write(.acknowledgeRescue)))
    }

    @Test(
        "it is whole in a window of 80 columns, to the last letter of where the copy is", arguments: Language.allCases)
    func whole(language: Language) {
        var state = UIFixture.state(size: Size(rows: 24, columns: 80), language: language)
        var snapshot = state.desk
        let folder = "/home/oleksandra.kovalenko/.local/share/cabdesk/desk.taxi-zirka.example.org"
        let report = RescueReport(
            copy: "\(folder)/0f6c2c525d0e4f0e.damaged-20261122T101500Z-2", drafts: 12, unsent: 13, lost: 11)
        snapshot.rescue = report
        _ = state.update(.deskLoaded(snapshot))
        func packed(_ text: String) -> String { text.filter { !$0.isWhitespace && $0 != "─" } }
        let shown = packed(state.view(theme: .fallback).lines.joined())
        #expect(shown.contains(packed(Strings(language: language)[.rescued(report)])))
    }

    @Test("every language says how much was rescued, and where the damaged files are", arguments: Language.allCases)
    func languages(language: Language) {
        let text = Strings(language: language)[.rescued(Self.report)]
        for part in ["2", "3", "1", Self.report.copy] { #expect(text.contains(part)) }
        let whole = RescueReport(copy: "/c", drafts: 0, unsent: 0, lost: 0)
        #expect(!Strings(language: language)[.rescued(whole)].contains("1"))
    }
}
