import Foundation
import HelpdeskModels
import HelpdeskTransport
import TestSupport
import Testing

@testable import HelpdeskCore

/// The parts of the adapter to Request Tracker, without a Request Tracker.
struct RTPiecesTests {
    @Test("An id is made of RT's number and leads back to it, for this desk and this kind only")
    func identifiers() {
        let here = RTIdentifier(address: "https://rt.example")
        let there = RTIdentifier(address: "https://rt.example/other")
        for number: Int64 in [1, 57, 1 << 40, (1 << 62) - 1] {
            let ticket = here.ticket(number)
            #expect(here.number(.ticket, of: ticket.uuid) == number)
            #expect(here.number(.message, of: ticket.uuid) == nil)
            #expect(there.number(.ticket, of: ticket.uuid) == nil)
            // RFC 9562: version 8, variant 10.
            #expect(Array(ticket.description)[14] == "8" && "89ab".contains(Array(ticket.description)[19]))
        }
        #expect(here.number(.ticket, of: Ticket.ID.make().uuid) == nil)
        #expect([here.message(9), here.message(100), here.message(11)].max() == here.message(100))
    }

    @Test("An empty file, which RT does not take, is named in the text, each time in the same way")
    func emptyFiles() throws {
        let folder = try TemporaryFolder()
        let digest = try #require(SHA256Digest(of: Data()))
        func file(_ name: String) -> NewAttachment {
            NewAttachment(id: .make(), upload: .make(), name: name, mediaType: "a/b", sha256: digest)
        }
        let (empty, full) = (file("empty.log"), file("full.log"))
        let context = PutContext(files: [
            try folder.write(Data(), to: "1"), try folder.write(Data([7]), to: "2"),
        ])
        let message = NewMessage(origin: .cli, text: "Here", attachments: [empty, full])
        for _ in 0..<2 {
            let outgoing = RTOutgoing(message, context)
            #expect(outgoing.message.text == "Here\n\n📎 empty.log (0 B)")
            #expect(outgoing.message.attachments == [full] && outgoing.context.files == [context.files[1]])
        }
        let alone = RTOutgoing(
            NewMessage(origin: .cli, text: "", attachments: [empty]), PutContext(files: [context.files[0]]))
        #expect(alone.message.text == "📎 empty.log (0 B)" && alone.message.attachments.isEmpty)
        let plain = RTOutgoing(NewMessage(origin: .cli, text: "Here"), PutContext())
        #expect(plain.message.text == "Here")
    }

    @Test("A cursor survives its way as text, and anything else is none")
    func cursors() throws {
        var cursor = RTCursor()
        cursor.knownNumbers = IndexSet([1, 2, 3, 7, 9, 10])
        cursor.progress = RTProgress(newest: Timestamp("2026-11-22T18:30:57Z"), at: .now)
        cursor.setAside["7"] = RTSetAside()
        #expect(cursor.known == "1-3,7,9-10")
        #expect(RTCursor(try cursor.encoded()) == cursor)
        for text in ["", "garbage", "eyJ2ZXJzaW9uIjo5fQ", "🙂"] { #expect(RTCursor(text) == nil) }
        for text in ["0", "3-1", "1-", "a", "-5", "1-2-3"] { #expect(RTNumbers.read(text) == nil) }
    }

    @Test(
        "HTML becomes readable text",
        arguments: [
            ("<p>One<br>two</p><p>three</p>", "One\ntwo\n\nthree"),
            ("a <b>bold</b> word", "a bold word"),
            ("<script>x()</script><style>y</style>only this", "only this"),
            ("<blockquote><p>said</p><p>more</p></blockquote><p>answer</p>", "> said\n\n> more\n\nanswer"),
            ("<a href='https://a.test/'>https://a.test/</a>", "https://a.test/"),
            ("<a href='javascript:x()'>press</a>", "press"),
            ("<pre>a\n  b</pre>", "a\n  b"),
            ("&lt;tag&gt; &amp; &#1108;", "<tag> & є"),
            // Word's conditions, and comments that look like them.
            ("<p><![if !supportLists]>1.&nbsp;&nbsp; <![endif]>One</p>", "1. One"),
            ("<!--[if gte mso 9]><xml>x</xml><![endif]-->a<!--[if !mso]><!-->b<!--<![endif]-->c<!-->d", "abcd"),
            ("<style><!-- p{} --></style>a <![if x", "a <![if x"), ("<!doctype html><p>a<![CDATA[b]]></p>", "a"),
            // Tables: of values, of places, and one within the other.
            (
                "<table><tr><th>Car</th><th>Driver</th></tr><tr><td><p>17</p></td><td><p>Петренко</p></td></tr></table>",
                "Car | Driver\n17 | Петренко"
            ),
            (
                "<table><tr><td><p>One</p><p>two</p></td><td>side</td></tr><tr><td>end</td></tr></table>after",
                "One\n\ntwo\nside\nend\n\nafter"
            ),
            ("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>", "a | b"),
            ("<blockquote><table><tr><td>a</td><td></td><td>b</td></tr></table></blockquote>", "> a | b"),
            ("<p>not <i>closed", "not closed"), ("", ""),
        ])
    func html(_ source: String, _ text: String) {
        #expect(HTMLText.convert(source) == text)
    }

    @Test("The list and the table of a mail that Outlook wrote are readable")
    func outlook() throws {
        let text = HTMLText.convert(
            """
            <p class="MsoNormal">Добрый день!<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>
            <p>Не работает <b>рация</b> у&nbsp;машины&nbsp;№&nbsp;17.</p>
            <p><![if !supportLists]><span>1.<span>&nbsp;&nbsp;&nbsp; </span></span><![endif]>Первый пункт</p>
            <p><![if !supportLists]><span>2.<span>&nbsp;&nbsp;&nbsp; </span></span><![endif]>Второй пункт</p>
            <table border="0"><tr><td><table><tr><td><p><b>Машина</b></p></td><td><p><b>Водитель</b></p></td></tr>
            <tr><td><p>17</p></td><td><p>Петренко</p></td></tr></table></td></tr></table>
            <p><!--[if gte vml 1]><v:shape/><![endif]--><![if !vml]><img src="cid:1"><![endif]>С уважением</p>
            """)
        #expect(
            text == """
                Добрый день!

                Не работает рация у\u{A0}машины\u{A0}№\u{A0}17.

                1. Первый пункт

                2. Второй пункт

                Машина | Водитель
                17 | Петренко

                С уважением
                """)
    }

    @Test(
        "All that is written in a mail is shown once, whatever stands beside it",
        arguments: [
            // A list's footer below HTML whose plain text is empty, or is not there at all.
            (
                "multipart/mixed multipart/alternative text/plain= text/html=<p>Body</p> text/plain=Footer",
                "Body\n\nFooter"
            ),
            ("multipart/mixed multipart/alternative text/html=<p>Body</p> text/plain=Footer", "Body\n\nFooter"),
            ("multipart/mixed text/plain=Scanned text/html=<p>Body</p>", "Scanned\n\nBody"),
            ("multipart/alternative text/plain=Body text/html=<b>Body</b>", "Body"),
            ("multipart/alternative text/plain=Body multipart/related text/html=<b>B</b> image/png", "Body"),
            (
                "multipart/mixed multipart/alternative text/plain=A text/html=<b>A</b> "
                    + "multipart/alternative text/plain= text/html=<b>B</b>", "A\n\nB"
            ),
            (
                "multipart/alternative text/plain=OK+then multipart/mixed text/html=A image/png text/html=<i>OK</i>",
                "OK then\n\nOK"
            ),
            (
                "multipart/alternative text/plain=Now+the+words+that+are+said+again multipart/mixed text/html=Now "
                    + "image/png text/html=<i>the+words+that+are+said+again</i>", "Now the words that are said again"
            ),
        ])
    func mails(_ structure: String, _ text: String) {
        var parts: [RTPart] = []
        var texts: [Int64: String] = [:]
        for (index, word) in structure.split(separator: " ").enumerated() {
            let halves = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let part = RTPart(
                .object(["id": .number(Int64(index + 1)), "TransactionId": .number(1), "ContentType": .text(halves[0])])
            )
            parts += [part].compactMap(\.self)
            if halves.count > 1 { texts[Int64(index + 1)] = halves[1].replacing("+", with: " ") }
        }
        #expect(RTContent(parts: parts, texts: texts).text == text)
    }

    @Test(
        "A part without a name is saved with the ending of its type",
        arguments: [
            ("text/html", "html"), ("text/plain", "txt"), ("text/calendar", "ics"), ("text/x-odd", "txt"),
            ("image/jpeg", "jpg"),
            ("application/pdf", "pdf"), ("application/x-odd; a=b", "bin"),
        ])
    func endings(_ type: String, _ ending: String) throws {
        let part = try #require(
            RTPart(
                .object([
                    "id": .number(7), "TransactionId": .number(1), "ContentType": .text(type),
                    "ContentLength": .number(2 << 20),
                ])))
        #expect(part.isFile)
        #expect(part.attachment(RTIdentifier(address: "https://rt.example")).name == "attachment-7.\(ending)")
    }

    @Test(
        "A document of nothing but beginnings is read once", .timeLimit(.minutes(1)), arguments: ["<!--", "<![", "<!"])
    func unclosed(_ opening: String) {
        #expect(HTMLText.convert(String(repeating: opening, count: 200_000)).utf8.count <= 800_000)
    }

    @Test("A document however deep does not exhaust the stack")
    func deepHTML() {
        #expect(HTMLText.convert(String(repeating: "<div>", count: 100_000) + "x").count <= 1)
    }

    @Test("A file is taken out of JSON in whatever pieces it comes, and other texts are not mistaken for it")
    func fileContent() throws {
        let folder = try TemporaryFolder()
        let data = Data((0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        let base64 = data.base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed])
            .replacingOccurrences(of: "\n", with: "\\n")
        let json = #"{"Subject":"Content","Headers":"\"Content\" : \"AAAA\"","# + #""Content" : "\#(base64)\n"}"#
        let source = try folder.write(Data(json.utf8), to: "answer")
        let target = folder.path + "/file"
        #expect(try RTFileContent.decode(source, to: target, name: "f", isCancelled: { false }) == 5000)
        #expect(FileManager.default.contents(atPath: target) == data)
        let none = try folder.write(Data(#"{"message":"no"}"#.utf8), to: "none")
        #expect(throws: HelpdeskError.self) {
            try RTFileContent.decode(none, to: target, name: "f", isCancelled: { false })
        }
    }

    @Test("A short page is not the last one where RT names a next one, and nobody goes where it points")
    func hiddenRows() async throws {
        func page(_ ids: [Int], next: Bool) -> ScriptedTransport.Answer {
            let items = ids.map { #"{"id":"\#($0)"}"# }.joined(separator: ",")
            let more = next ? #","next_page":"http://evil.test/REST/2.0/x?page=9""# : ""
            return .success(
                TransportResponse(
                    status: 200, headers: ["content-type": "application/json"],
                    body: Data("{\"items\":[\(items)],\"pages\":null,\"total\":null\(more)}".utf8)))
        }
        let transport = ScriptedTransport([
            .success(TransportResponse(status: 200)), page([1], next: true), page([], next: true),
            page([5], next: false),
        ])
        let backend = try RequestTrackerBackend(
            url: "https://rt.example", user: nil, secret: "1-2-abc", transport: transport)
        let rows = try await backend.rows("/transactions", query: [])
        #expect(rows.compactMap { $0["id"].number } == [1, 5])
        #expect(transport.requests.allSatisfy { $0.url.hasPrefix("https://rt.example/") })
    }

    @Test("A cookie that RT does not take is not sent again, and a refused secret is said")
    func cookies() async throws {
        let transport = ScriptedTransport([
            .success(TransportResponse(status: 200, headers: ["set-cookie": "RT_SID_x=1; path=/"])),
            .success(TransportResponse(status: 302)),
            .success(TransportResponse(status: 401)),
        ])
        let backend = try RequestTrackerBackend(
            url: "https://rt.example", user: "a", secret: "b", transport: transport)
        let error = await #expect(throws: HelpdeskError.self) { _ = try await backend.me() }
        #expect(error?.code == .tokenRejected)
        let headers = transport.requests.map { $0.headers.map(\.name) }
        #expect(headers[1].contains("cookie") && !headers[1].contains("authorization"))
        #expect(headers[2].contains("authorization") && !headers[2].contains("cookie"))
    }

    @Test("RT's statuses are told in a customer's words")
    func statuses() throws {
        func status(_ name: String, resolved: String = "1970-01-01T00:00:00Z", isAnswered: Bool = false) throws
            -> Ticket.Status
        {
            let json = """
                {"id":"1","Created":"2026-01-01T00:00:00Z","Status":"\(name)","Resolved":"\(resolved)"}
                """
            let ticket = try #require(RTTicket(try RTValue(Data(json.utf8))))
            return RTStatus.status(of: ticket, isAnswered: isAnswered)
        }
        #expect(try status("new") == .new && status("open") == .open && status("stalled") == .waiting)
        #expect(try status("open", isAnswered: true) == .waiting)
        #expect(try status("resolved") == .resolved && status("rejected") == .resolved)
        #expect(try status("archived", resolved: "2026-01-02T00:00:00Z") == .resolved)
        #expect(try status("open", resolved: "2026-01-02T00:00:00Z") == .open)
        #expect(RTDate.read("1970-01-01T00:00:00Z") == nil && RTDate.read("") == nil)
    }

    @Test("What was perhaps changed on its way is not taken for the same")
    func comparison() {
        let identifier = RTIdentifier(address: "https://rt.example")
        func compare(_ text: String, _ other: String) -> RTComparison {
            let part = RTPart(
                .object(["id": .number(1), "TransactionId": .number(1), "ContentType": .text("text/plain")]))
            let content = RTContent(parts: [part].compactMap(\.self), texts: [1: other])
            return .compare(NewMessage(origin: .cli, text: text), with: content, identifier)
        }
        #expect(compare("a  b\n", "a b") == .same)
        #expect(compare("a long text", "a long") == .similar)
        #expect(compare("a", "b") == .different)
    }
}
