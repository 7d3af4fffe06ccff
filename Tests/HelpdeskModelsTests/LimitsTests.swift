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
