import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels
import TestSupport
import Testing

@testable import DeskStorage
@testable import HelpdeskServer

/// A desk where Ann of Harbour Taxi has one of everything, and who must not know of what.
struct IsolationWorld: Sendable {
    let desk: TestDesk
    let statements = StatementLog()
    let ticket: Ticket
    let upload: String
    let draft = EntityID<DraftAnnouncement>.make()
    private(set) var ids: OperationSample.IDs
    /// The ids of an internal note in Ann's ticket, and of its file.
    private let note: OperationSample.IDs
    /// A file from Ann's phone is an attachment, too.
    private let phoneFile: OperationSample.IDs
    /// Tokens that are none any more, or never were.
    private(set) var deadTokens: [String]

    static let subject = "The subject that is nobody else's business"
    static let text = "The text that is nobody else's business"
    static let chatName = "The chat that is nobody else's business"

    init(engine: TestEngine = .current) async throws {
        let statements = statements
        desk = try TestDesk(engine: engine, trace: statements.note)
        var connected = try TestDesk.desk(officeHours: nil)
        connected.supportBot = TelegramBot(username: "example_support_bot", isConnected: true)
        try desk.helpdesk.setDesk(connected)
        let telegram = TelegramDesk(desk.helpdesk, now: desk.clock.now)
        let offer: TelegramLinkOffer = try await desk.send(.post, "/v1/telegram/links", as: TestDesk.ann).json()
        let link = try #require(
            try await telegram.redeem(code: offer.token, by: TelegramChat(id: 7, name: Self.chatName)))
        let file = try await desk.upload(Data(Self.text.utf8), named: "\(Self.subject).txt")
        var new = desk.newTicket(Self.subject, text: Self.text)
        new.message.attachments = [file]
        ticket = try await desk.file(new)
        let event = Event.ID.make()
        try await desk.ask(.resolved, for: ticket, as: TestDesk.ann, id: event)
        let (noteID, noteFile) = (Message.ID.make(), try await desk.upload(Data("internal".utf8), as: TestDesk.greta))
        try await desk.write(
            Self.text, in: ticket, as: TestDesk.greta, isInternal: true, attachments: [noteFile], id: noteID)
        upload = try await desk.beginUpload(5)
        let (_, device) = try desk.helpdesk.createToken(for: TestDesk.ann.id, label: Self.text)
        _ = try await desk.put("/v1/drafts/\(draft)", as: TestDesk.ann, DraftAnnouncement(title: Self.subject))
        let path = desk.directory.url.appending(path: "photo").path
        try Data(Self.text.utf8).write(to: URL(filePath: path))
        let photo = TelegramFile(id: .make(), name: "\(Self.subject).jpg", mediaType: "image/jpeg", path: path)
        _ = try await telegram.offer([photo], to: draft, ofChat: 7)
        let shiftNote = ShiftNote.ID.make()
        _ = try await desk.put("/v1/shift-notes/\(shiftNote)", as: TestDesk.ann, NewShiftNote(text: Self.text))
        // A specialist's own, which no other specialist knows of.
        let otto = User(id: "otto", name: "Otto", role: .agent, service: nil)
        let reply = CannedReply.ID.make()
        try desk.helpdesk.addUser(otto)
        _ = try await desk.helpdesk.putCannedReply(
            reply, NewCannedReply(name: Self.subject, text: LocalizedText([.english: Self.text]), isOwn: true),
            by: Account(user: otto, service: nil, token: 0), at: desk.clock.now())
        ids = [
            "reply": "\(reply)",
            "note": "\(shiftNote)",
            "ticket": "\(ticket.id)", "message": "\(new.messageID)", "event": "\(event)",
            "upload": String(upload.suffix(36)), "link": "\(link.link.id)", "draft": "\(draft)",
            "file": "\(photo.id)", "device": "\(device)", "attachment": "\(file.id)",
        ]
        note = ["message": "\(noteID)", "attachment": "\(noteFile.id)"]
        phoneFile = ["attachment": "\(photo.id)"]
        deadTokens = []
        deadTokens = try await makeDeadTokens()
    }

    private func makeDeadTokens() async throws -> [String] {
        let (directory, now) = (desk.directory, desk.clock.now())
        let expired = try directory.desk.createToken(for: TestDesk.ann.id, label: "", expires: now, at: now).token
        let (revoked, number) = try directory.desk.createToken(for: TestDesk.ann.id, label: "")
        try directory.desk.revokeToken(number)
        let (ended, device) = try directory.desk.createToken(for: TestDesk.ann.id, label: "")
        _ = try await desk.send(.delete, "/v1/devices/\(device)", as: TestDesk.ann)
        try directory.desk.addUser(User(id: "olga", name: "Olga", role: .agent, service: nil))
        let retired = try directory.desk.createToken(for: "olga", label: "").token
        try directory.desk.retireUser("olga")
        return [AccessToken.make(), expired, revoked, ended, retired].map(\.text) + ["cd_x", ""]
    }

    /// Values of parameters that a user must not know of.
    func hidden(from user: User) -> [OperationSample.IDs] {
        // Uploads, drafts, devices and files from the phone are their user's alone, colleagues or not.
        let personal = ids.filter { ["upload", "draft", "file", "device"].contains($0.key) }
        // A customer is told that there are none at all.
        let ids = ids.filter { $0.key != "reply" }
        let reply = self.ids.filter { $0.key == "reply" }
        switch user.id {
        case TestDesk.greta.id: return [personal, phoneFile, reply]
        case TestDesk.vera.id: return [ids, note.merging(ids) { own, _ in own }, phoneFile]
        case TestDesk.ann.id: return [note]
        default: return [personal, phoneFile]
        }
    }

    /// Ids of the same form that stand for nothing.
    static func unknown(like ids: OperationSample.IDs) -> OperationSample.IDs {
        ids.mapValues { id in Int(id) == nil ? UUID().uuidString.lowercased() : "999999" }
    }

    /// Texts that no answer to a stranger may hold.
    var secrets: [String] {
        let digest = (try? Data(Self.text.utf8).sha256.description) ?? ""
        return ids.filter { $0.key != "device" }.map(\.value) + note.values
            + [Self.subject, Self.text, Self.chatName, TestDesk.harbour.name, digest]
    }

    /// Sends the sample of an operation with ids in place of its parameters.
    func send(
        _ name: String, _ sample: OperationSample, _ ids: OperationSample.IDs, as user: User? = nil,
        body index: Int = 0,
        headers: HTTPFields = [:]
    ) async throws -> TestAnswer {
        let parts = name.split(separator: " ").map(String.init)
        let method = try #require(HTTPRequest.Method(parts[0]))
        var fields = sample.headers
        for field in headers { fields[field.name] = field.value }
        return try await desk.send(
            method, Self.path(parts[1], ids) + sample.query, as: user, headers: fields, body: sample.bodies[index](ids))
    }

    private static func path(_ template: String, _ ids: OperationSample.IDs) -> String {
        ids.reduce(template) { path, id in path.replacing("{\(id.key)}", with: id.value) }
    }

    /// The names of the parameters in the path of an operation.
    static func parameters(of name: String) -> Set<String> {
        Set(name.matches(of: /\{([a-z]+)\}/).map { String($0.1) })
    }
}
