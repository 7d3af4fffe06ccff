import CabdeskUI
import Foundation
import HelpdeskCore
import HelpdeskModels
import Testing

@Suite("Texts")
struct StringsTests {
    @Test(
        "numbers take the right form of the word",
        arguments: [
            (1, "1 тікет"), (2, "2 тікети"), (5, "5 тікетів"), (11, "11 тікетів"), (21, "21 тікет"),
            (104, "104 тікети"), (112, "112 тікетів"),
        ])
    func plurals(count: Int, expected: String) {
        #expect(Strings(language: .ukrainian)[.ticketCount(count)] == expected)
    }

    @Test(
        "every error is a sentence in every language, in that language's letters",
        arguments: HelpdeskError.Code.allCases)
    func errors(code: HelpdeskError.Code) {
        for language in Language.allCases {
            let sentence = Strings(language: language)[.error(HelpdeskError(code, subject: "X"))]
            #expect(sentence.count > 10)
            let isCyrillic = sentence.unicodeScalars.contains { (0x400...0x4FF).contains($0.value) }
            #expect(isCyrillic == (language != .english))
            if language == .russian { #expect(!sentence.contains { "іїєґІЇЄҐ".contains($0) }) }
            if language == .ukrainian { #expect(!sentence.contains { "ыэъёЫЭЪЁ".contains($0) }) }
        }
    }

    @Test("times are the reader's, also across midnight and daylight saving")
    func times() {
        let strings = Strings(language: .english, timeZone: UIFixture.kyiv)
        let winter = Timestamp("2026-01-31T22:30:00Z") ?? .now
        let summer = Timestamp("2026-07-01T20:59:00Z") ?? .now
        #expect(strings.dateTime(winter) == "2026-02-01 00:30")
        #expect(strings.dateTime(summer) == "2026-07-01 23:59")
    }

    @Test("the language follows the locale")
    func locale() {
        #expect(Language(environment: ["LANG": "uk_UA.UTF-8"]) == .ukrainian)
        #expect(Language(environment: ["LANG": "uk_UA.UTF-8", "LC_ALL": "ru_RU.UTF-8"]) == .russian)
        #expect(Language(environment: ["LANGUAGE": "de:uk", "LANG": "de_DE.UTF-8"]) == .ukrainian)
        #expect(Language(environment: [:]) == .english)
        #expect(Language(environment: ["LC_ALL": "C"]) == .english)
    }
}

/// What stands in the place of people who were erased.
struct ErasedPersonTests {
    private let nobody = Author(id: User.ID(Author.erasedPrefix + "1"), name: "", role: .customer)

    private func message() -> Message {
        Message(id: .make(), ticket: .make(), author: nobody, origin: .tui, text: "", created: .now)
    }

    @Test("An erased author and an erased text have words in each language, and no other author has")
    func words() {
        for language in Language.allCases {
            let strings = Strings(language: language)
            #expect(!strings.name(of: nobody).isEmpty && strings.name(of: nobody) == strings[.erasedPerson])
            #expect(strings.text(of: message()) == strings[.erasedText])
            // A name that is empty for another reason, as some desks send it.
            #expect(strings.name(of: Author(id: "ivan", name: "", role: .customer)).isEmpty)
            let event = Event(id: .make(), ticket: .make(), kind: .resolved, author: nobody, created: .now)
            #expect(strings[.event(event)].hasPrefix(strings[.erasedPerson]))
        }
    }

    @Test("Old and new programs read the same message, and a desk that knows nothing of erasing sends what it did")
    func wire() throws {
        let bytes = try WireJSON.encode(message())
        #expect(String(decoding: bytes, as: UTF8.self).contains(#""isErased":true"#))
        let known = Message(
            id: .make(), ticket: .make(), author: Author(id: "a", name: "A", role: .agent), origin: .tui,
            text: "B", created: .now)
        #expect(try !String(decoding: WireJSON.encode(known), as: UTF8.self).contains("isErased"))
    }
}
