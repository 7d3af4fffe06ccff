import TerminalKit
import Testing

@Suite("Fuzzy match")
struct FuzzyMatchTests {
    private func shown(_ query: String, in text: String) -> String? {
        guard let match = FuzzyMatch(query, in: text) else { return nil }
        var shown = ""
        var index = text.startIndex
        for range in match.ranges {
            shown += text[index..<range.lowerBound] + "[" + text[range] + "]"
            index = range.upperBound
        }
        return shown + text[index...]
    }

    @Test(
        "Characters are found in their order, at starts of words first",
        arguments: [
            ("звзв", "Завершені звернення", "[З]а[в]ершені [зв]ернення"),
            ("reop", "Reopen the ticket", "[Reop]en the ticket"),
            ("nu", "Menu: next unread", "Menu: [n]ext [u]nread"), ("ОПЛ", "Тариф и оплата", "Тариф и [опл]ата"),
            ("ежик", "Ёжик", "[Ёжик]"), ("їй", "Ї\u{438}\u{306}", "[Ї\u{438}\u{306}]"), ("грунт", "ґрунт", "[ґрунт]"),
            ("vc", "validateConfig", "[v]alidate[C]onfig"),
            ("ab", "a\u{301}ab", "a\u{301}[ab]"), ("ticket reopen", "Reopen the ticket", "[Reopen] the [ticket]"),
            ("", "anything", "anything"), ("  ", "anything", "anything"),
        ])
    func matching(query: String, text: String, expected: String) {
        #expect(shown(query, in: text) == expected)
    }

    @Test("What is not there in order does not match", arguments: [("ba", "ab"), ("aa", "a"), ("a x", "a"), ("a", "")])
    func missing(query: String, text: String) {
        #expect(FuzzyMatch(query, in: text) == nil)
    }

    @Test("The best comes first, equally good ones in the order they had")
    func ranking() {
        let texts = ["Переглянути список", "Посилання скопіювати", "Перейти до статусу", "Закрити", "Пс", "пс"]
        #expect(FuzzyMatch.ranked("пс", in: texts).map { texts[$0.index] }.prefix(2) == ["Пс", "пс"])
        #expect(!FuzzyMatch.ranked("пс", in: texts).map(\.index).contains(3))
        #expect(FuzzyMatch.ranked("", in: texts).map(\.index) == Array(texts.indices))
    }

    @Test("However far apart its characters are, a text matches")
    func gaps() {
        let text = "а" + String(repeating: "-", count: 400) + "б"
        #expect(FuzzyMatch("аб", in: text)?.ranges.count == 2)
    }

    @Test("Matched parts are the query, in order, whatever the text is")
    func property() {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<300 {
            let text = random.hostileText(length: 30)
            let picked = Array(text).filter { !$0.isWhitespace && Int.random(in: 0..<4, using: &random) == 0 }
            // Side by side some characters become one.
            if Array(String(picked)) != picked { continue }
            guard let match = FuzzyMatch(String(picked), in: text) else {
                Issue.record("\(picked) is in \(text)")
                continue
            }
            let found = match.ranges.map { String(text[$0]) }.joined()
            #expect(found.count == picked.count && found.lowercased() == String(picked).lowercased())
            #expect(zip(match.ranges, match.ranges.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
        }
    }
}
