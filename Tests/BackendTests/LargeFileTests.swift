import CurlTransport
import Foundation
import HelpdeskCore
import HelpdeskModels
import TestSupport
import Testing

/// A file as large as people send, beside the other tests: Request Tracker works on it for long.
@Suite("Large files with Request Tracker", .enabled(if: Tracker.usual != nil || !Tracker.mayBeMissing))
struct LargeFileTests {
    @Test("60 MB go there and come back as they were")
    func largeFile() async throws {
        let tracker = try #require(Tracker.usual)
        let backend = try tracker.backend("freight")
        let folder = try TemporaryFolder()
        var generator = SeededGenerator(seed: 6)
        var data = Data(capacity: 60 << 20)
        while data.count < 60 << 20 {
            withUnsafeBytes(of: generator.next()) { data.append(contentsOf: $0) }
        }
        let mail = try await OutgoingMail([("запис.wav", data)], to: backend, in: folder)
        let ticket = NewTicket(
            topic: tracker.queue("Billing"), subject: "Великий файл", messageID: .make(),
            message: NewMessage(origin: .cli, text: "запис", attachments: mail.attachments))
        let update = try await backend.putTicket(.make(), ticket, mail.context)
        let attachment = try #require(update.messages.last?.attachments.first)
        #expect(attachment.name == "запис.wav" && attachment.size == 60 << 20)
        let path = folder.path + "/back"
        try await backend.download(attachment, to: path, from: 0) { _ in }
        #expect(FileManager.default.contents(atPath: path) == data)
    }
}
