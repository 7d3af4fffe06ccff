import HelpdeskModels
import Testing

@Suite("Limits")
struct LimitsTests {
    private let topic = Topic(
        id: "telephony", title: LocalizedText([:]), recommendation: LocalizedText([:]),
        fields: [
            TopicField(key: "phone", label: LocalizedText([:]), kind: .phone, isRequired: true),
            TopicField(key: "line", label: LocalizedText([:]), kind: .number, isRequired: false),
        ], order: 1)

    private func ticket(
        subject: String = "s", text: String = "t", fields: [FieldValue] = [FieldValue(key: "phone", value: "12345")]
    ) -> NewTicket {
        NewTicket(
            topic: "telephony", subject: subject, fields: fields, messageID: .make(),
            message: NewMessage(origin: .tui, text: text))
    }

    private func found(_ ticket: NewTicket, topic: Topic?) -> [String] {
        Limits.standard.violations(in: ticket, topic: topic).map { "\($0.field) \($0.code)" }
    }

    @Test("a ticket as asked for violates nothing")
    func good() {
        #expect(found(ticket(), topic: topic).isEmpty)
    }

    @Test("what is missing, too long or badly written is named")
    func bad() {
        #expect(found(ticket(subject: " \n"), topic: topic) == ["subject empty"])
        #expect(found(ticket(subject: "a\nb"), topic: topic) == ["subject malformed"])
        #expect(found(ticket(subject: String(repeating: "я", count: 201)), topic: topic) == ["subject tooLong"])
        #expect(found(ticket(text: " \t"), topic: topic) == ["text empty"])
        #expect(found(ticket(text: String(repeating: "я", count: 20_001)), topic: topic) == ["text tooLong"])
        #expect(found(ticket(fields: []), topic: topic) == ["fields.phone empty"])
        #expect(
            found(ticket(fields: [FieldValue(key: "phone", value: "abc")]), topic: topic) == ["fields.phone malformed"])
        #expect(
            found(
                ticket(fields: [FieldValue(key: "phone", value: "12345"), FieldValue(key: "x", value: "")]),
                topic: topic
            ) == ["fields unknown"])
    }

    @Test("U+0000 is refused wherever a text travels")
    func null() {
        let limits = Limits.standard
        #expect(found(ticket(subject: "a\0"), topic: topic) == ["subject malformed"])
        #expect(found(ticket(text: "a\0"), topic: topic) == ["text malformed"])
        #expect(limits.violations(in: Rating(score: 5, comment: "\0")).map(\.field) == ["comment"])
        #expect(limits.violations(in: DraftAnnouncement(title: "\0")).map(\.field) == ["title"])
        #expect(DraftAnnouncement(titled: "a\0b", limits: limits).title == "ab")
        var other = topic
        other.fields = [TopicField(key: "word", label: LocalizedText([:]), kind: .text, isRequired: false)]
        let null = [FieldValue(key: "word", value: "a\0")]
        #expect(found(ticket(fields: null), topic: other) == ["fields.word malformed"])
    }

    @Test("a file has the name of a file, whichever side looks")
    func names() throws {
        let digest = try #require(SHA256Digest(String(repeating: "0", count: 64)))
        func found(_ name: String, _ type: String = "a/b") -> [Violation] {
            let file = NewAttachment(
                id: .make(), upload: .make(), name: name, mediaType: type,
                sha256: digest)
            return Limits.standard.violations(in: NewMessage(origin: .tui, text: "", attachments: [file]))
        }
        for name in [
            "", " ", ".", "..", "a/b", "a\n", "\u{1B}", "\u{7F}", "\u{9B}", String(repeating: "ї", count: 128),
        ] {
            #expect(!found(name).isEmpty)
            #expect(found(AttachmentName.make(from: name, limit: 255)).isEmpty)
        }
        #expect(
            found("звіт (2).pdf").isEmpty && AttachmentName.make(from: "звіт (2).pdf", limit: 255) == "звіт (2).pdf")
        for type in ["a/б", "a\n", String(repeating: "a", count: 128)] {
            #expect(!found("a", type).isEmpty)
            #expect(found("a", AttachmentType.make(from: type)).isEmpty)
        }
    }

    @Test("an unknown or retired topic takes no ticket")
    func topics() {
        #expect(found(ticket(), topic: nil) == ["topic unknown"])
        var retired = topic
        retired.isRetired = true
        #expect(found(ticket(), topic: retired) == ["topic unknown"])
    }

    @Test("a file alone is a message")
    func fileAlone() {
        #expect(Limits.standard.violations(inText: "", attachmentCount: 1).isEmpty)
        #expect(Limits.standard.violations(inText: "", attachmentCount: 21).map(\.code) == [.tooMany])
    }
}
