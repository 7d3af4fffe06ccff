import CNcurses
import TerminalKit
import Testing

@testable import CursesTerminal

@Suite("Input from the terminal")
struct InputDecoderTests {
    /// The answers of terminals to questions of this program or of one before it.
    static let answers = [
        "\u{1B}]10;rgb:c7c7/c7c7/c7c7\u{1B}\\", "\u{1B}]11;rgb:0000/0000/0000\u{07}", "\u{1B}]52;c;0YI=\u{1B}\\",
        "\u{1B}]lЗвіт — термінал\u{1B}\\", "\u{1B}P>|XTerm(390)\u{1B}\\", "\u{1B}P1$r0m\u{1B}\\",
        "\u{1B}P!|00000000\u{1B}\\",
        "\u{1B}_Gi=31;OK\u{1B}\\", "\u{1B}^a message\u{1B}\\", "\u{1B}Xa string\u{1B}\\", "\u{1B}[?62;4;6;22c",
        "\u{1B}[24;80R", "\u{1B}[>41;390;0c", "\u{1B}[?2026;2$y", "\u{1B}[I", "\u{1B}Oj", "\u{9D}10;rgb:0/0/0\u{9C}",
        "\u{90}1$r0m\u{9C}", "\u{9B}24;80R", "\u{85}",
    ]

    private func feed(_ text: String, to decoder: inout InputDecoder) {
        for byte in text.utf8 { decoder.feed(byte) }
    }

    private func feed(_ scalars: some Sequence<Unicode.Scalar>, to decoder: inout InputDecoder) {
        feed(String(String.UnicodeScalarView(scalars)), to: &decoder)
    }

    private func keys(_ text: String) -> [InputEvent] { text.map { .key(.character($0)) } }

    @Test("A terminal's answer is no key, and what is typed around it is", arguments: answers)
    func whole(answer: String) {
        var decoder = InputDecoder()
        feed("a" + answer + "я", to: &decoder)
        #expect(decoder.finish() == keys("aя"))
    }

    @Test("An answer is no key in whatever two pieces it comes, the second of them late", arguments: answers)
    func pieces(answer: String) {
        let scalars = Array(answer.unicodeScalars)
        // An Escape with nothing after it is a key, and so is Alt-O.
        for cut in 1..<scalars.count where answer.hasPrefix("\u{1B}O") == false && cut > 1 {
            var now = ContinuousClock.now
            var decoder = InputDecoder(clock: { now })
            feed(scalars[..<cut], to: &decoder)
            #expect(decoder.finish().isEmpty, "\(answer.debugDescription) to \(cut)")
            now += .milliseconds(1500)
            feed(scalars[cut...], to: &decoder)
            feed("я", to: &decoder)
            #expect(decoder.finish() == keys("я"), "\(answer.debugDescription) from \(cut)")
        }
    }

    @Test("What has begun like an answer and does not go on swallows nothing after a pause")
    func pause() {
        for beginning in ["\u{1B}]10;rgb", "\u{1B}P", "\u{1B}[", "\u{1B}_G"] {
            var now = ContinuousClock.now
            var decoder = InputDecoder(clock: { now })
            feed(beginning, to: &decoder)
            #expect(decoder.finish().isEmpty)
            now += .seconds(3)
            feed("1a", to: &decoder)
            #expect(decoder.finish() == keys("1a"), "\(beginning.debugDescription)")
        }
    }

    @Test("What cannot be part of an answer ends it and counts")
    func foreign() {
        for beginning in ["\u{1B}]", "\u{1B}P", "\u{1B}[12"] {
            var decoder = InputDecoder()
            feed(beginning + "\r", to: &decoder)
            #expect(decoder.finish() == [.key(.enter)])
            feed(beginning + "ї", to: &decoder)
            #expect(decoder.finish() == keys("ї"))
            feed(beginning, to: &decoder)
            decoder.feed(keyCode: KEY_UP)
            #expect(decoder.finish() == [.key(.up)])
        }
    }

    @Test("An answer that never ends is given up after some thousand characters")
    func bounded() {
        var decoder = InputDecoder()
        feed("\u{1B}]10;" + String(repeating: "x", count: 100_000), to: &decoder)
        let typed = decoder.finish().count
        #expect(typed > 90_000)
        #expect(typed < 100_000)
    }

    @Test("A string that breaks off leaves the sequence after it whole")
    func brokenOff() {
        var decoder = InputDecoder()
        feed("\u{1B}]10;rgb\u{1B}[24;80Rx", to: &decoder)
        #expect(decoder.finish() == keys("x"))
        feed("\u{1B}]10;rgb\u{1B}x", to: &decoder)
        #expect(decoder.finish() == [.key(.alt("x"))])
        feed("\u{1B}]10;rgb\u{18}x", to: &decoder)
        #expect(decoder.finish() == keys("x"))
    }

    @Test("Escape alone, Escape twice and Alt are keys as before")
    func escape() {
        var decoder = InputDecoder()
        feed("\u{1B}", to: &decoder)
        #expect(decoder.finish() == [.key(.escape)])
        feed("\u{1B}\u{1B}p", to: &decoder)
        #expect(decoder.finish() == [.key(.escape), .key(.alt("p"))])
        feed("\u{1B}O", to: &decoder)
        #expect(decoder.finish() == [.key(.alt("O"))])
        feed("\u{1B}O\r", to: &decoder)
        #expect(decoder.finish() == [.key(.alt("O")), .key(.enter)])
        feed("\u{1B}\r", to: &decoder)
        #expect(decoder.finish() == [.key(.altEnter)])
    }

    @Test("A character whose bytes come apart is whole, and so is what follows")
    func apart() {
        let text = "їé€😀" + String(repeating: "слово ", count: 40)
        let bytes = Array(text.utf8)
        for cut in 1..<bytes.count {
            var decoder = InputDecoder()
            for byte in bytes[..<cut] { decoder.feed(byte) }
            let first = decoder.finish()
            for byte in bytes[cut...] { decoder.feed(byte) }
            #expect(first + decoder.finish() == keys(text), "cut at \(cut)")
        }
    }

    @Test("Alt with a character whose bytes come apart is one key")
    func apartAfterEscape() {
        var decoder = InputDecoder()
        for byte in [0x1B, 0xD1] as [UInt8] { decoder.feed(byte) }
        #expect(decoder.finish().isEmpty)
        decoder.feed(0x97)
        #expect(decoder.finish() == [.key(.alt("ї"))])
    }

    @Test("Bytes that are not UTF-8 take nothing with them")
    func foreignBytes() {
        for bytes in [[0xFF], [0xD1], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xBF]] {
            var decoder = InputDecoder()
            for byte in bytes { decoder.feed(UInt8(byte)) }
            feed("xї", to: &decoder)
            #expect(decoder.finish() == keys("xї"), "\(bytes)")
            for byte in bytes { decoder.feed(UInt8(byte)) }
            decoder.feed(keyCode: KEY_UP)
            feed("ї", to: &decoder)
            #expect(decoder.finish() == [.key(.up)] + keys("ї"), "\(bytes)")
        }
    }

    @Test("A paste is one in whatever pieces its beginning, its text and its end come")
    func pasteInPieces() {
        let sent = Array("\u{1B}[200~перший\rдругий\u{1B}[201~я".utf8)
        for cut in 2..<sent.count {
            var decoder = InputDecoder()
            for byte in sent[..<cut] { decoder.feed(byte) }
            let first = decoder.finish()
            for byte in sent[cut...] { decoder.feed(byte) }
            #expect(first + decoder.finish() == [.paste("перший\nдругий")] + keys("я"), "cut at \(cut)")
        }
    }

    @Test("The delay after Escape is the environment's, else the configuration's, within bounds")
    func escapeDelay() {
        #expect(CursesTerminal.escapeDelay([:], configured: 100) == 100)
        #expect(CursesTerminal.escapeDelay(["ESCDELAY": "300"], configured: 100) == 300)
        #expect(CursesTerminal.escapeDelay(["ESCDELAY": "soon"], configured: 100) == 100)
        #expect(CursesTerminal.escapeDelay(["ESCDELAY": "-1"], configured: 100) == 0)
        #expect(CursesTerminal.escapeDelay(["ESCDELAY": "99999999999"], configured: 100) == 5000)
    }
}
