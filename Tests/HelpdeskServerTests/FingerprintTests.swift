import Foundation
import HelpdeskDesk
import HelpdeskModels
import NettleCrypto
import Testing

@testable import HelpdeskServer

/// Digests that databases hold since the first version. None may ever change: a retry may come after an upgrade.
@Suite struct FingerprintTests {
    private let text = "Тиша \u{E9} e\u{301} 🎧 \"q\" \\ / \t\n\r\u{8}\u{C}\u{1}\u{1F}\u{7F}\u{80}\u{2028} <b>&'"

    @Test("A ticket has the fingerprint that the first version stored, whatever is in its text")
    func ticket() throws {
        let message = NewMessage(origin: .tui, text: text)
        let ticket = NewTicket(
            topic: "other", subject: "Суть / \"x\"",
            messageID: try #require(Message.ID("0197a000-0000-7000-8000-0000000000a2")), message: message)
        #expect(
            Fingerprint.of(ticket, service: "harbour", by: "ann")
                == "97e87ad4106979ccdd37fb445789afd90947c716c1433fae363156486c46f0b6")
        #expect(
            Fingerprint.of(message, by: "ann") == "2ffbd828f712c9a4e7fd06b3e67efd06b87ac23fc2884409759c30fa41bd958e")
    }

    @Test("A message with a file has the fingerprint that the first version stored, whichever upload it names")
    func attachment() throws {
        for _ in 0..<2 {
            let file = NewAttachment(
                id: try #require(Attachment.ID("0197A000-0000-7000-8000-0000000000a4")), upload: .make(),
                name: "Звіт №1 \"a\".txt", mediaType: "text/plain; x=/", sha256: try Data("hello".utf8).sha256)
            #expect(
                Fingerprint.of(NewMessage(origin: .cli, text: "T", attachments: [file]), by: "ann")
                    == "0747c7d055683a7276ba89b9e9c286774929840c38eaf92a6ae78e0513c07fdf")
        }
    }

    @Test("The fields of a ticket and a note are in the form of the first version")
    func form() throws {
        let id = "0197a000-0000-7000-8000-0000000000a2"
        let ticket = NewTicket(
            topic: "orders", subject: "S",
            fields: [FieldValue(key: "order", value: "4711"), FieldValue(key: "car", value: "")],
            messageID: try #require(Message.ID(id)),
            message: NewMessage(origin: .telegram, text: "T", isInternal: true))
        let form =
            #"{"fields":[{"key":"order","value":"4711"},{"key":"car","value":""}],"#
            + #""message":{"attachments":[],"isInternal":true,"origin":"telegram","text":"T"},"#
            + #""messageID":"\#(id)","subject":"S","topic":"orders"}"#
        let digest = SHA256.digest(of: "greta\n\(form)".utf8).hexadecimal
        #expect(Fingerprint.of(ticket, service: nil, by: "greta") == digest)
    }
}
