import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import Logging
import SystemKit
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

/// The vault has the files that messages and the phone name, and nothing else.
@Suite struct VaultTests {
    let desk: TestDesk
    private var vault: any FileStore { desk.directory.files }

    init() throws { desk = try TestDesk() }

    private func taken(_ service: Service = TestDesk.harbour) async throws -> Int64 {
        try await desk.directory.database.read { try $0.storage(of: service.id) }
    }

    private func giveUp(_ attachment: NewAttachment, as user: User = TestDesk.ann) async throws {
        let path = "/v1/uploads/\(attachment.upload)"
        #expect(try await desk.send(.delete, path, as: user, headers: TestDesk.tus).status == 204)
    }

    enum Refusal: CaseIterable {
        case text, fileName, topic, secondUpload, note, repeatedID, foreignTicket
    }

    @Test(arguments: Refusal.allCases)
    func `a message that is refused leaves nothing in the vault, and giving its upload up frees its room`(
        refusal: Refusal
    ) async throws {
        let ticket = try await desk.file()
        let foreign = try await desk.file(as: TestDesk.vera)
        var file = try await desk.upload(Data("recording".utf8), named: "a.wav")
        #expect(try await taken() == 9)
        let answer: TestAnswer
        switch refusal {
        case .text:
            answer = try await desk.write(
                String(repeating: "x", count: 20_001), in: ticket, as: TestDesk.ann, attachments: [file])
        case .fileName:
            file.name = "../a.wav"
            answer = try await desk.write(in: ticket, as: TestDesk.ann, attachments: [file])
        case .topic:
            var new = desk.newTicket()
            new.topic = "nothing"
            new.message.attachments = [file]
            answer = try await desk.put("/v1/tickets/\(Ticket.ID.make())", as: TestDesk.ann, new)
        case .secondUpload:
            let unknown = NewAttachment(
                id: .make(), upload: .make(), name: "b", mediaType: "text/plain", sha256: file.sha256)
            answer = try await desk.write(in: ticket, as: TestDesk.ann, attachments: [file, unknown])
        case .note:
            answer = try await desk.write(in: ticket, as: TestDesk.ann, isInternal: true, attachments: [file])
        case .repeatedID:
            let id = Message.ID.make()
            try await desk.write("Something else", in: ticket, as: TestDesk.ann, id: id)
            answer = try await desk.write(in: ticket, as: TestDesk.ann, attachments: [file], id: id)
        case .foreignTicket:
            answer = try await desk.write(in: foreign, as: TestDesk.ann, attachments: [file])
        }
        #expect((400..<500).contains(answer.status))
        // In an object store, the content is in its place before the message is asked for, and goes with its upload.
        #expect(try vault.contents().isEmpty || vault.isShared)
        // The upload is still the user's: what was wrong can be put right without sending the file again.
        #expect(try await taken() == 9)
        try await giveUp(file)
        #expect(try await taken() == 0)
        #expect(try vault.contents().isEmpty)
        #expect(try await desk.uploadNames().isEmpty)
    }

    @Test func `an upload counts once, before a message takes it and after`() async throws {
        let ticket = try await desk.file()
        let kept = try await desk.upload(Data("123456".utf8))
        let dropped = try await desk.upload(Data("1234".utf8))
        #expect(try await taken() == 10)
        #expect(try await desk.write(in: ticket, as: TestDesk.ann, attachments: [kept]).status == 201)
        #expect(try await taken() == 10)
        try await giveUp(dropped)
        #expect(try await taken() == 6)
        #expect(try vault.contents() == [kept.sha256])
    }

    @Test func `a crash before the commit costs a spare file that is collected, and nothing else`() async throws {
        let ticket = try await desk.file()
        let attachment = try await desk.upload(Data("kept".utf8))
        #expect(try await desk.write(in: ticket, as: TestDesk.ann, attachments: [attachment]).status == 201)
        // As after a power failure: in the vault, and no row names it.
        let spare = try vault.receive(Data("spare".utf8))
        try spare.commit()
        try desk.directory.objects?.store.put(Data(), to: "files/README")
        if let folder = desk.directory.vault { try Data().write(to: folder.files.appending(path: "README")) }
        #expect(Set(try vault.contents()) == [attachment.sha256, spare.sha256])
        try desk.helpdesk.tidyUp(at: desk.clock.now())
        #expect(try vault.contents() == [attachment.sha256])
        #expect(
            try await desk.get("/v1/attachments/\(attachment.id)", as: TestDesk.ben).body == Data("kept".utf8))
    }

    @Test(.timeLimit(.minutes(5))) func `what a crash left behind is looked for as soon as the server runs`()
        async throws
    {
        try vault.receive(Data("spare".utf8)).commit()
        let housekeeping = Housekeeping(desk: desk.helpdesk, logger: Logger(label: "test"))
        let running = Task { try await housekeeping.run() }
        while try !vault.contents().isEmpty { await Task.yield() }
        running.cancel()
        try await running.value
    }

    @Test func `a message that is stored while the vault is tidied up has its files`() async throws {
        let other = try TestDesk(beside: desk)
        let ticket = try await desk.file()
        let desk = desk
        var kept: [NewAttachment] = []
        for round in 0..<12 {
            // The same content in many messages: one may find it in the vault just as it would be collected.
            let data = Data("round \(round)".utf8)
            let spare = try vault.receive(data)
            try spare.commit()
            let uploads = try await [desk.upload(data), desk.upload(data, as: TestDesk.ben)]
            async let first = desk.write(in: ticket, as: TestDesk.ann, attachments: [uploads[0]])
            async let tidied: Void = BlockingWork.run { try other.directory.desk.tidyUp(at: desk.clock.now()) }
            async let second = desk.write(in: ticket, as: TestDesk.ben, attachments: [uploads[1]])
            #expect(try await first.status == 201)
            #expect(try await second.status == 201)
            try await tidied
            kept += uploads
        }
        for attachment in kept {
            #expect(try await desk.get("/v1/attachments/\(attachment.id)", as: TestDesk.ann).status == 200)
        }
    }

    @Test func `what a chat sends counts towards the room of its service, and is refused beyond it`() async throws {
        let (policy, chat) = (ServerPolicy(serviceStorage: 250), TelegramAuthor.customer(chat: 7))
        let telegram = try await desk.linkedChat(policy: policy)
        let ticket = try await desk.file()
        let (first, second) = (try desk.photo(), try desk.photo())
        let id = Message.ID.make()
        _ = try await telegram.write(id, in: ticket.id, text: "", files: [first, second], by: chat)
        #expect(try await taken() == 200)
        let refused = await #expect(throws: TelegramDeskError.self) {
            _ = try await telegram.write(.make(), in: ticket.id, text: "", files: [desk.photo()], by: chat)
        }
        // For good: trying again would change nothing.
        #expect(refused == .refused("The files of your service take up 200 of 250 bytes."))
        // A file that is stored already is found again, however full the service is.
        _ = try await telegram.write(id, in: ticket.id, text: "", files: [first, second], by: chat)
        // Nobody refuses the staff's files.
        _ = try await telegram.write(
            .make(), in: ticket.id, text: "", files: [desk.photo(9)], by: .agent(TestDesk.greta.id))
        #expect(try vault.contents().count == 2)
    }

    @Test func `a message from a chat that is refused leaves nothing on the disk`() async throws {
        let telegram = try await desk.linkedChat()
        let ticket = try await desk.file()
        await #expect(throws: TelegramDeskError.self) {
            _ = try await telegram.write(
                .make(), in: ticket.id, text: String(repeating: "x", count: 20_001), files: [desk.photo()],
                by: .customer(chat: 7))
        }
        #expect(try vault.contents().isEmpty)
        #expect(try await desk.uploadNames().isEmpty)
    }

    enum End: CaseIterable {
        case taken, expired, retired
    }

    @Test(arguments: End.allCases)
    func `a file from a phone counts until it is taken, expires or its user goes`(end: End) async throws {
        let telegram = try await desk.linkedChat(policy: ServerPolicy(serviceStorage: 150))
        let draft = EntityID<DraftAnnouncement>.make()
        _ = try await desk.put("/v1/drafts/\(draft)", as: TestDesk.ann, DraftAnnouncement(title: ""))
        let photo = try desk.photo()
        for _ in 0..<2 { #expect(try await telegram.offer([photo], to: draft, ofChat: 7)) }
        #expect(try await taken() == 100)
        await #expect(throws: TelegramDeskError.self) {
            try await telegram.offer([desk.photo(2)], to: draft, ofChat: 7)
        }
        let cursor = try await desk.changes(as: TestDesk.ann).cursor
        switch end {
        case .taken:
            let path = "/v1/drafts/\(draft)/files/\(photo.id)"
            #expect(try await desk.send(.delete, path, as: TestDesk.ann).status == 204)
        case .expired:
            desk.clock.advance(seconds: PhoneRules.lifetime + 1)
            try desk.helpdesk.tidyUp(at: desk.clock.now())
        case .retired:
            try desk.helpdesk.retireUser(TestDesk.ann.id, at: desk.clock.now())
            try desk.helpdesk.tidyUp(at: desk.clock.now())
        }
        #expect(try await taken() == 0)
        #expect(try vault.contents().isEmpty)
        guard end != .retired else { return }
        let told = try await desk.changes(as: TestDesk.ann, after: cursor).changes
        #expect(told.map { if case .phoneFile(let file) = $0 { file.isGone } else { false } } == [true])
        // That it was there is forgotten, too, some time.
        _ = try await desk.file()
        desk.clock.advance(seconds: PhoneRules.memory + 1)
        try desk.helpdesk.tidyUp(at: desk.clock.now())
        let all = try await desk.changes(as: TestDesk.ann).changes
        #expect(all.allSatisfy { if case .phoneFile = $0 { false } else { true } })
    }

    @Test func `a photo that is in a message stays when the same one is turned away`() async throws {
        let telegram = try await desk.linkedChat()
        let ticket = try await desk.file()
        let draft = EntityID<DraftAnnouncement>.make()
        _ = try await desk.put("/v1/drafts/\(draft)", as: TestDesk.ann, DraftAnnouncement(title: ""))
        let (offered, sent) = (try desk.photo(), try desk.photo())
        #expect(try await telegram.offer([offered], to: draft, ofChat: 7))
        _ = try await telegram.write(.make(), in: ticket.id, text: "", files: [sent], by: .customer(chat: 7))
        let path = "/v1/drafts/\(draft)/files/\(offered.id)"
        #expect(try await desk.send(.delete, path, as: TestDesk.ann).status == 204)
        #expect(try await desk.get("/v1/attachments/\(sent.id)", as: TestDesk.ben).status == 200)
        #expect(try await taken() == 100)
    }

    @Test func `a user who goes leaves no upload that counts`() async throws {
        _ = try await desk.beginUpload(10, as: TestDesk.ben)
        #expect(try await taken() == 10)
        try desk.helpdesk.retireUser(TestDesk.ben.id)
        #expect(try await taken() == 0)
    }
}

extension ServerPolicy {
    fileprivate init(serviceStorage: Int64) {
        self.init()
        files.serviceStorage = serviceStorage
    }
}

extension TestDesk {
    /// The bots' desk, where Ann has linked the chat 7.
    func linkedChat(policy: ServerPolicy = ServerPolicy()) async throws -> TelegramDesk {
        let telegram = TelegramDesk(directory.desk, limits: policy.files, now: clock.now)
        var connected = try TestDesk.desk(officeHours: nil)
        connected.supportBot = TelegramBot(username: "harbour_bot", isConnected: true)
        try directory.desk.setDesk(connected)
        let offer: TelegramLinkOffer = try await send(.post, "/v1/telegram/links", as: TestDesk.ann).json()
        _ = try await telegram.redeem(code: offer.token, by: TelegramChat(id: 7, name: "Ann"))
        return telegram
    }

    /// A hundred bytes, as a bot has received them.
    func photo(_ byte: UInt8 = 7) throws -> TelegramFile {
        let path = directory.url.appending(path: "photo-\(UUID().uuidString)").path
        try Data(repeating: byte, count: 100).write(to: URL(filePath: path))
        return TelegramFile(id: .make(), name: "photo.jpg", mediaType: "image/jpeg", path: path)
    }
}
