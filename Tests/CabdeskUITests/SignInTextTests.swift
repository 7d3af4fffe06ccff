import CabdeskUI
import HelpdeskCore
import HelpdeskModels
import Testing

@Suite struct SignInTextTests {
    @Test(
        "where somebody signs in, no failure promises that anything is saved or tried again",
        arguments: Language.allCases)
    func promises(language: Language) {
        let strings = Strings(language: language)
        let promises = [
            "saved", "later.", "will try again", "збережено", "Cabdesk спробує", "сохранено", "сохранён",
            "Cabdesk попробует",
            "login",
        ]
        let codes: [HelpdeskError.Code] = [
            .unreachable, .timedOut, .tokenRejected, .tokenMissing, .serverFailed, .deskUnavailable, .badAnswer,
            .answerTooLarge, .tooManyRequests,
        ]
        for code in codes {
            for byCode in [true, false] {
                let text = strings[.signInFailed(HelpdeskError(code, subject: "desk.example"), byCode: byCode)]
                let found = promises.filter {
                    text.contains($0) && !($0 == "later." && [.timedOut, .deskUnavailable].contains(code))
                }
                #expect(found.isEmpty, "\(text)")
            }
        }
    }

    @Test("a code and a token that are refused are told apart", arguments: Language.allCases)
    func codes(language: Language) {
        let strings = Strings(language: language)
        let refused = HelpdeskError(.tokenRejected, subject: "desk.example")
        let texts = [
            strings[.signInFailed(refused, byCode: true)], strings[.signInFailed(refused, byCode: false)],
            strings[.error(refused)],
        ]
        #expect(Set(texts).count == 3)
    }

    @Test("what is not written as it has to be is told with an example", arguments: Language.allCases)
    func examples(language: Language) {
        let strings = Strings(language: language)
        for field in ["subject", "attachments", "text", "fields.phone"] {
            let text = strings[.violation(Violation(field: field, code: .malformed), label: "Phone")]
            #expect(text.contains(/[0-9]|\.pdf/), "\(text)")
        }
    }
}
