import TestSupport
import Testing

@testable import HelpdeskCore

struct FoldingTests {
    @Test(
        "Texts that people take for the same fold to the same",
        arguments: [
            ("ЁЛКА", "елка"), ("Ґанок", "ганок"), ("Їжак", "іжак"), ("об’єкт", "об'єкт"), ("Ще Й", "ще й"),
            ("CALL", "call"), ("и\u{306}од", "йод"), ("ÅNGSTRÖM", "ångström"), ("#42", "№42"),
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

    @Test(
        "A filter's words are marked where they are found, whole characters, each place once",
        arguments: [
            ("ёлка", "Ялинка — елка, ЁЛКИ", ["елка"]), ("об'єкт", "Об’єкт обєкт", ["Об’єкт", "обєкт"]),
            ("пе", "Перепел перо", ["Пе", "пе"]), ("рел перел", "Перелом", ["Перел"]),
            ("йод", "и\u{306}од", ["и\u{306}од"]),
            ("", "a", []), ("?", "a?", []), ("abc", "", []), ("№12", "#123", ["#12"]),
        ])
    func ranges(_ filter: String, _ text: String, _ expected: [String]) {
        #expect(Folding.ranges(of: filter, in: text).map { String(text[$0]) } == expected)
    }
}
