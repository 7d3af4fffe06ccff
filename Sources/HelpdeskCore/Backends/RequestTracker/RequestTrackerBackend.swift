import Foundation
public import HelpdeskModels
public import HelpdeskTransport
import SystemKit

/// Request Tracker 5 by its REST2 interface, with the rights of a self-service user or of an agent.
///
/// A queue is a topic, a correspondence a message. Features that RT lacks (bots, office hours, read marks, ratings) come
/// from `settings`, are kept on this machine, or are not offered; see docs/backends.md. No address in an answer of RT is
/// ever used: every URL is made here.
public struct RequestTrackerBackend: Backend {
    let session: RTSession
    let settings: DeskSettings
    let identifier: RTIdentifier
    let clock: @Sendable () -> Timestamp

    public let capabilities = BackendCapabilities(
        readMarks: false, ratings: false, internalNotes: true, reopening: true, longPoll: false, uploads: false,
        telegram: false, devices: false, priorities: false, shiftNotes: false, presence: false, cannedReplies: false,
        wholeTickets: false, search: false)

    public var url: String { session.address.url }
    var host: String { session.address.host }

    /// `url` is RT's address, with or without `/REST/2.0`. With a `user` the secret is a password, else a token.
    ///
    /// Throws `insecureAddress`, `malformedAddress`, or `tokenRejected` for a secret that no header can carry.
    public init(
        url: String, user: String?, secret: Secret, settings: DeskSettings = DeskSettings(),
        transport: any Transport, clock: @escaping @Sendable () -> Timestamp = { .now }
    ) throws(HelpdeskError) {
        try self.init(
            url: url, user: user, token: AccountToken(secret), settings: settings, transport: transport, clock: clock)
    }

    /// With a token, or password, that can be replaced.
    public init(
        url: String, user: String?, token: AccountToken, settings: DeskSettings = DeskSettings(),
        transport: any Transport, clock: @escaping @Sendable () -> Timestamp = { .now }
    ) throws(HelpdeskError) {
        let address = try Self.address(url)
        session = try RTSession(address: address, user: user, token: token, transport: transport)
        identifier = RTIdentifier(address: address.url)
        self.settings = settings
        self.clock = clock
    }

    /// The canonical address, without `/REST/2.0`.
    public static func address(_ url: String) throws(HelpdeskError) -> DeskAddress {
        let address = try DeskAddress(url)
        let suffix = "/REST/2.0"
        guard address.url.hasSuffix(suffix) else { return address }
        return try DeskAddress(String(address.url.dropLast(suffix.count)))
    }

    public func desk() async throws(HelpdeskError) -> Desk {
        let answer = try await read("/rt")
        guard answer["Version"].text.hasPrefix("5") else {
            throw HelpdeskError(.notCabdesk, subject: host, detail: "no Request Tracker 5")
        }
        return Desk(
            api: "rt/5", name: settings.name ?? host, officeHours: settings.officeHours,
            supportBot: settings.supportBot.map { TelegramBot(username: $0, isConnected: true) },
            alertBot: settings.alertBot.map { TelegramBot(username: $0, isConnected: true) }, limits: settings.limits)
    }

    public func me() async throws(HelpdeskError) -> Me {
        guard let name = try await session.ownName else {
            throw HelpdeskError(.tokenRejected, subject: host, detail: "not written as a token of RT")
        }
        let user = try await read("/user/" + RTRequest.escape(name))
        let person = RTPerson(user)
        guard !user["Name"].text.isEmpty else { throw bad("no user") }
        let role: User.Role = user["Privileged"].number == 1 ? .agent : .customer
        let organization = person.organization.isEmpty ? person.author(role).name : person.organization
        let service = role == .customer ? Service(id: Service.ID(organization), name: organization) : nil
        let me = Me(
            user: User(id: User.ID(person.name), name: person.author(role).name, role: role, service: service?.id),
            service: service)
        await session.remember(me)
        return me
    }

    /// Kept on this machine only, because RT has no read marks for customers.
    public func putReadMark(_ mark: ReadMark) async throws(HelpdeskError) -> ReadMark { mark }

    func account() async throws(HelpdeskError) -> Me {
        if let me = await session.knownMe() { return me }
        return try await me()
    }
}

/// Files travel within their message.
extension RequestTrackerBackend {
    public func createUpload(length: Int64) async throws(HelpdeskError) -> Upload.ID {
        throw HelpdeskError(.unexpected, detail: "RT takes files within the message")
    }

    public func uploadState(_ id: Upload.ID) async throws(HelpdeskError) -> Upload {
        throw HelpdeskError(.notFound, subject: host)
    }

    public func sendUpload(
        _ id: Upload.ID, file path: String, offset: Int64, length: Int64, progress: @escaping @Sendable (Int64) -> Void
    ) async throws(HelpdeskError) {
        throw HelpdeskError(.notFound, subject: host)
    }
}

extension RequestTrackerBackend {
    /// RT has no ranges: it sends the whole file, in base64 within JSON. The answer is received into a temporary file and
    /// decoded from there, in constant memory.
    public func download(
        _ attachment: Attachment, to path: String, from offset: Int64, progress: @escaping @Sendable (Int64) -> Void
    ) async throws(HelpdeskError) {
        guard let number = identifier.number(.attachment, of: attachment.id.uuid) else {
            throw HelpdeskError(.notFound, subject: attachment.name)
        }
        try await fetch(number, size: attachment.size, to: path, name: attachment.name, progress: progress)
    }

    /// Receives the part. Returns the number of bytes.
    @discardableResult
    func fetch(
        _ number: Int64, size: Int64, to path: String, name: String, progress: @escaping @Sendable (Int64) -> Void
    ) async throws(HelpdeskError) -> Int64 {
        let answer = path + ".json"
        unlink(answer)
        defer { unlink(answer) }
        var request = request(.get, "/attachment/\(number)")
        // Base64 with its line breaks, two characters each in JSON, takes 1.4 bytes per byte.
        request.sink = .file(path: answer, offset: 0, limit: size * 3 / 2 + (1 << 20))
        request.patience = .whileDataMoves
        request.progress = { done in progress(min(size, done * 5 / 7)) }
        let response = try await session.send(request)
        guard response.status == 200 else { throw refusal(response) }
        return try await BlockingWork.run { isCancelled throws(HelpdeskError) in
            try RTFileContent.decode(answer, to: path, name: name, isCancelled: isCancelled)
        }
    }
}
