import Foundation
import TestSupport
import Testing

@testable import HelpdeskCore
@testable import HelpdeskModels

struct FoldingTests {
    @Test(
        "Texts that people take for the same fold to the same",
        arguments: [
            ("ЁЛКА", "елка"), ("Ґанок", "ганок"), ("Їжак", "іжак"), ("об’єкт", "об'єкт"), ("Ще Й", "ще й"),
            ("CALL", "call"), ("и\u{306}од", "йод"), ("ÅNGSTRÖM", "ångström"), ("#42", "№42"),
            ("\u{1112}\u{1161}\u{11AB}글", "한글"), ("क\u{93C}", "\u{958}"), ("J\u{30C}", "\u{1F0}"),
            ("İSTANBUL ısı", "istanbul isi"), ("I\u{307}", "i"), ("ΟΔΟΣ", "οδος"), ("STRASSE", "Straße"),
            ("FILE", "ﬁle"), ("5 \u{B5}s", "5 \u{3BC}s"), ("שָׁלוֹם", "שלום"), ("\u{FB2A}", "ש"),
            ("اَلسَّلَامُ", "السلام"), ("ســلام", "سلام"), ("می\u{200C}خواهم", "میخواهم"), ("☎\u{FE0F}\u{2060}", "☎"),
        ])
    func folding(_ left: String, _ right: String) {
        #expect(Folding.fold(left) == Folding.fold(right))
    }

    @Test("Different letters stay different")
    func difference() {
        #expect(Folding.fold("мой") != Folding.fold("мои"))
    }

    @Test("The fast way folds as the slow one does")
    func fast() {
        var random = SeededGenerator(seed: 3)
        let scalars = "AzЁёЇїҐґЙйЮЂђ№#'’`\u{2BC}\u{AD} \n«»—éÅ😀👨‍👩‍👧\u{306}\u{FE0F}ßİ9".unicodeScalars.map { $0 }
        var common = 0
        for _ in 0..<2000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                text.append(
                    Bool.random(using: &random)
                        ? scalars[Int.random(in: 0..<scalars.count, using: &random)]
                        : Unicode.Scalar(UInt32.random(in: 0x20...0x4FF, using: &random)) ?? " ")
            }
            var string = String(text)
            guard let folded = string.withUTF8({ Folding.foldCommon($0) }) else { continue }
            common += 1
            #expect(folded == Folding.foldAny(string))
        }
        #expect(common > 200)
    }

    @Test("The fast way folds every character that it takes as the slow one does")
    func fastEverywhere() {
        let ranges: [ClosedRange<UInt32>] = [0x20...0x500, 0x2000...0x27FF, 0xFE00...0xFE2F, 0x1F000...0x1FFFF]
        var common = 0
        for scalar in ranges.joined().compactMap(Unicode.Scalar.init) {
            var text = "a\(scalar)\u{306}и"
            #expect(text.withUTF8 { Folding.foldCommon($0) } == nil, "a mark alone is not taken")
            text = "И\(scalar)и"
            guard let folded = text.withUTF8({ Folding.foldCommon($0) }) else { continue }
            common += 1
            #expect(folded.unicodeScalars.elementsEqual(Folding.foldAny(text).unicodeScalars), "\(scalar.value)")
        }
        #expect(common > 5000)
    }

    @Test("Usual texts of the languages of the desk take the fast way", arguments: ["зʼїзд №5 «Ї»", "Zoë Müller ñ ß"])
    func usual(text: String) {
        var text = text
        #expect(text.withUTF8 { Folding.foldCommon($0) } == Folding.foldAny(text))
    }

    @Test("Western European letters are parts of words, and the signs among them are not")
    func parts() {
        for scalar in (UInt32(0xC0)...0xFF).compactMap(Unicode.Scalar.init) {
            #expect(SearchTerm.isPart(scalar) == scalar.properties.isAlphabetic, "\(scalar.value)")
        }
    }

    @Test("Texts that are taken for composed are composed")
    func inert() {
        for scalar in (UInt32(0)...0x1FFFF).lazy.compactMap(Unicode.Scalar.init) where Folding.isInert(scalar) {
            guard scalar.properties.canonicalCombiningClass == .notReordered else {
                Issue.record("\(scalar.value) combines")
                continue
            }
            guard scalar.value >= 0x300, !(0x3400...0x9FFF).contains(scalar.value) else { continue }
            let text = String(scalar).precomposedStringWithCanonicalMapping
            if !text.unicodeScalars.elementsEqual([scalar]) { Issue.record("\(scalar.value) is composed of others") }
        }
    }

    @Test(
        "A filter's words are marked where they are found, whole characters, each place once",
        arguments: [
            ("ёлка", "Ялинка — елка, ЁЛКИ", ["елка"]), ("об'єкт", "Об’єкт обєкт", ["Об’єкт", "обєкт"]),
            ("пе", "Перепел перо", ["Пе", "пе"]), ("рел перел", "Перелом", ["Перел"]),
            ("йод", "и\u{306}од", ["и\u{306}од"]), ("שלום", "לא שָׁלוֹם", ["שָׁלוֹם"]),
            ("한", "한글 \u{1112}\u{1161}\u{11AB}", ["한", "한"]),
            ("", "a", []), ("?", "a?", []), ("abc", "", []), ("№12", "#123", ["#12"]),
        ])
    func ranges(_ filter: String, _ text: String, _ expected: [String]) {
        #expect(Folding.ranges(of: filter, in: text).map { String(text[$0]) } == expected)
    }
}
