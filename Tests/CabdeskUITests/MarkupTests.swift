import TerminalKit
import Testing

@testable import CabdeskUI

@Suite("The markup of recommendations")
struct MarkupTests {
    private func shown(_ text: String, columns: Int = 40) -> [String] {
        Markup.lines(text, columns: columns).map(\.text)
    }

    @Test("points and steps hang below their first line")
    func lists() {
        #expect(
            shown("Спершу:\n- перевірте кабель і гарнітуру\n2) зателефонуйте", columns: 20) == [
                "Спершу:", "• перевірте кабель і", "  гарнітуру", "2. зателефонуйте",
            ])
    }

    @Test("what stands out is known by its place, also after a line break")
    func strong() {
        let lines = Markup.lines("- Не **вимикайте програму зараз** ніколи", columns: 18)
        let parts = lines.map { line in line.strong.map { String(Array(line.text)[$0]) } }
        #expect(lines.map(\.text) == ["• Не вимикайте", "  програму зараз", "  ніколи"])
        #expect(parts == [["вимикайте"], ["програму зараз"], []])
    }

    @Test("a link shows its address, and only one of the web is a link")
    func links() {
        #expect(shown("[Стан](https://a.example)") == ["Стан (https://a.example)"])
        #expect(shown("[x](javascript:1) [y](https://a b)") == ["[x](javascript:1) [y](https://a b)"])
    }

    @Test(
        "everything else is text",
        arguments: [
            "2 * 3 * 4", "**", "***", "a ** b", "[", "[]()", "-5 °C", "100. Ні", "12:30", "1.5 л", "", "*[**](",
        ])
    func text(text: String) {
        #expect(shown(text) == [text])
    }

    @Test("no line is wider than it may be, whatever the text", arguments: [1, 2, 3, 7, 20])
    func width(columns: Int) {
        let text = "- Перевірте **кабель**: https://example.org/довга/адреса\n10. 漢字漢字 👩‍👩‍👧 [a](https://b)"
        for line in Markup.lines(text, columns: columns) where columns > 6 {
            #expect(DisplayWidth.of(line.text) <= columns)
        }
    }
}
