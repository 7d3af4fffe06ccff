import TerminalKit
import Testing

@Suite("Wrapping")
struct WrapTests {
    @Test(
        "Lines break after words",
        arguments: [
            ("один два три", 8, ["один два ", "три"]), ("aaa bbb", 3, ["aaa ", "bbb"]), ("", 5, [""]),
            ("a\n\nb", 5, ["a", "", "b"]),
            ("довгеслово", 4, ["довг", "есло", "во"]), ("ab довгеслово", 5, ["ab ", "довге", "слово"]),
            ("你好吗", 5, ["你好", "吗"]),
            ("a\r\nb\n", 5, ["a", "b", ""]), ("  a", 1, ["  ", "a"]),
        ])
    func breaks(text: String, columns: Int, lines: [String]) {
        #expect(TextWrap.lines(text, columns: columns).map(String.init) == lines)
    }

    @Test("Nothing is lost and nothing is too wide")
    func property() {
        var random = SeededGenerator(seed: 42)
        for _ in 0..<500 {
            let text = String(random.hostileText(length: 40).filter { !$0.isNewline && $0 != "\t" })
            let columns = Int.random(in: 4...12, using: &random)
            let lines = TextWrap.lines(text, columns: columns)
            #expect(lines.joined() == text)
            for line in lines {
                let drawn = line.reversed().drop { $0 == " " }
                let width = drawn.reduce(0) { $0 + DisplayWidth.of($1) }
                #expect(width <= columns || drawn.count == 1)
            }
        }
    }

    @Test("A line of a megabyte is wrapped in one pass")
    func long() {
        let text = String(repeating: "таксі ", count: 100_000)
        #expect(TextWrap.lines(text, columns: 60).count == 10_000)
    }
}
