import Testing

@testable import CursesTerminal

@Suite("Where the cursor stands, as a terminal reports it")
struct TerminalReportTests {
    @Test(
        "The column is the second number; what was typed before it does not matter",
        arguments: [("\u{1B}[24;3R", 3), ("ля\u{1B}[A\u{1B}[1;80R", 80), ("R\u{1B}[1;1R", 1)])
    func columns(answer: String, column: Int) {
        #expect(TerminalReport.column(in: Array(answer.utf8)) == column)
    }

    @Test(
        "Anything else is no report",
        arguments: ["", "R", "24;3R", "\u{1B}[24R", "\u{1B}[24;R", "\u{1B}[0;3R", "\u{1B}[24;3;5R", "\u{1B}[24;3"])
    func others(answer: String) {
        #expect(TerminalReport.column(in: Array(answer.utf8)) == nil)
    }
}
