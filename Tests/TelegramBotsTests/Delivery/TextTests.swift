import HelpdeskModels
import Testing

@testable import TelegramBots

struct TextTests {
    @Test("Case 14: 4,096 units are one message, 4,097 are two, and nothing is lost")
    func limit() {
        let full = String(repeating: "a", count: 4096)
        #expect(FormattedText(full).parts().map(\.text) == [full])
        let parts = FormattedText(full + "b").parts()
        #expect(parts.map(\.length) == [4096, 1])
        #expect(parts.map(\.text).joined() == full + "b")
    }

    @Test("Case 14: emoji count as Telegram counts them and are never cut in two")
    func emoji() {
        let family = "👨‍👩‍👧‍👦"
        let text = String(repeating: family, count: 400)
        let parts = FormattedText(text).parts()
        #expect(parts.allSatisfy { $0.length <= 4096 })
        #expect(parts.map(\.text).joined() == text)
        #expect(parts.allSatisfy { $0.text.count * family.utf16.count == $0.length })
    }

    @Test("Case 14: the cut is at the end of a paragraph, else of a line, else between words")
    func cuts() {
        let half = String(repeating: "x", count: 3000)
        #expect(FormattedText("\(half)\n\nA line\n\(half)").parts().map(\.text).first == half)
        #expect(FormattedText("\(half)\nA line \(half)").parts().map(\.text).first == half)
        #expect(FormattedText("\(half) \(half)").parts().map(\.text) == [half, half])
    }

    @Test("Case 14: a character that alone is longer than a message is still sent, in pieces")
    func longCharacter() {
        let monster = "e" + String(repeating: "\u{301}", count: 5000)
        let parts = FormattedText(monster).parts()
        #expect(parts.allSatisfy { $0.length <= 4096 })
        #expect(parts.map(\.text).joined().unicodeScalars.elementsEqual(monster.unicodeScalars))
    }

    @Test("Case 14: signs that mean something elsewhere mean nothing here, and styles go with their text")
    func plain() {
        var text = FormattedText()
        text.append("№ 1 🚕", as: "bold")
        text.append("\n<b>&amp; _under_ *star* #tag a.b `x` [y](z)")
        let call = BotCall.message(text)
        #expect(call["text"] == .string("№ 1 🚕\n<b>&amp; _under_ *star* #tag a.b `x` [y](z)"))
        #expect(call["parse_mode"] == nil)
        #expect(call["entities"] == [["type": "bold", "offset": 0, "length": 6]])
        var long = FormattedText(String(repeating: "a", count: 4090) + " ")
        long.append("bold words here", as: "bold")
        let (first, second) = (FormattedText.Entity(type: "bold", offset: 4091, length: 4), 10)
        #expect(
            long.parts().map(\.entities) == [[first], [FormattedText.Entity(type: "bold", offset: 0, length: second)]])
    }

    @Test("Every button fits, whatever it carries")
    func buttons() {
        let buttons: [SupportButton] = [
            .link(true), .unlink(false), .ticket(.make()), .newTicket, .rate(.make(), score: 5),
            .language(.english), .draft(true), .resend(item: .max, true),
            .topic(EntityKey(String(repeating: "t", count: 64))),
        ]
        for button in buttons {
            #expect(button.data.utf8.count <= InlineButton.dataLimit)
            #expect(SupportButton(button.data) == button)
        }
        for data in ["", "rate:x:1", "rate:\(Ticket.ID.make()):6", "ticket:1", "link:maybe", "resend:1"] {
            #expect(SupportButton(data) == nil)
        }
    }
}
