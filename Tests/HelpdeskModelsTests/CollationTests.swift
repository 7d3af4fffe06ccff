import Testing

@testable import HelpdeskModels

@Suite("The order of texts for people")
struct CollationTests {
    @Test("The Ukrainian alphabet is in its order, in either case")
    func ukrainian() {
        let alphabet = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
        #expect(alphabet.map(String.init).shuffled().collated { $0 }.joined() == alphabet)
        #expect(alphabet.uppercased().map(String.init).shuffled().collated { $0 }.joined() == alphabet.uppercased())
    }

    @Test("The Russian alphabet is in its order, ё beside е")
    func russian() {
        let alphabet = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
        #expect(alphabet.map(String.init).shuffled().collated { $0 }.joined() == alphabet)
        #expect(["ёлка", "ель", "ежи", "жир"].collated { $0 } == ["ежи", "ёлка", "ель", "жир"])
        #expect(CollationKey("Ёж") == CollationKey("еж"))
    }

    @Test(
        "Words are in the order of a dictionary",
        arguments: [
            ["Абрикос", "їжак", "Єнот", "яма", "Ґава", "гусак", "Дах", "іва", "ива", "йод"].sorted()
        ])
    func words(words: [String]) {
        #expect(
            words.collated { $0 } == [
                "Абрикос", "гусак", "Ґава", "Дах", "Єнот", "ива", "іва", "їжак", "йод", "яма",
            ])
    }

    @Test("Signs come before digits, digits before Latin, Latin before Cyrillic, accents and case do not count")
    func scripts() {
        #expect(
            ["Яма", "Zoo", "évier", "Eve", "EVA", "«Зірка»", "_x", "7", "10", "Ämter"].collated { $0 }
                == ["«Зірка»", "_x", "10", "7", "Ämter", "EVA", "Eve", "évier", "Zoo", "Яма"])
    }

    @Test("Apostrophes are passed over, and a text composed of marks is the same as one of letters")
    func marks() {
        #expect(CollationKey("об’єкт") == CollationKey("об'єкт"))
        #expect(CollationKey("и\u{306}од") == CollationKey("йод"))
        #expect(CollationKey("і\u{308}жак") == CollationKey("їжак"))
        #expect(CollationKey("e\u{301}") == CollationKey("é"))
    }

    @Test("The order is that of the bytes, as a database compares them")
    func bytes() {
        for (left, right) in [("Їжак", "Яма"), ("ґанок", "дах"), ("і я", "ія"), ("is", "з")] {
            #expect(CollationKey(left) < CollationKey(right))
            #expect(Array(CollationKey(left).text.utf8).lexicographicallyPrecedes(Array(CollationKey(right).text.utf8)))
        }
    }

    @Test("The fast way makes the key of every text that it takes as the slow one does")
    func fast() {
        var common = 0
        for scalar in (UInt32(0)...0x2FFF).compactMap(Unicode.Scalar.init) {
            var text = "Є\(scalar)ґ"
            guard let key = text.withUTF8(CollationKey.keyOfCommon) else { continue }
            common += 1
            #expect(key.unicodeScalars.elementsEqual(CollationKey.keyOfAny(text).unicodeScalars), "\(scalar.value)")
        }
        #expect(common > 220)
        for mark in ["\u{306}", "\u{308}"] {
            var text = "и\(mark)"
            #expect(text.withUTF8(CollationKey.keyOfCommon) == nil, "a mark changes the letter before it")
        }
    }

    @Test("Topics of one rank are in the order of their titles")
    func topics() {
        let titles = ["Яма", "Єнот", "Їжак", "Абрикос"]
        let topics = titles.map {
            Topic(
                id: Topic.ID($0), title: LocalizedText([.ukrainian: $0]), recommendation: LocalizedText([:]), order: 1)
        }
        #expect(topics.sorted(by: Topic.precedes).map { $0.title[.ukrainian] } == ["Абрикос", "Єнот", "Їжак", "Яма"])
    }
}
