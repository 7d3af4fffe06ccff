import Foundation
import HTTPTypes
import HelpdeskDesk
import HelpdeskModels

@testable import HelpdeskServer

/// The facts about an operation that the isolation matrix needs beyond the OpenAPI document.
struct OperationSample: Sendable {
    /// Values of the path's parameters by name.
    typealias IDs = [String: String]

    /// The roles that may use it; others get 403.
    enum Audience {
        case everybody, staff, administrators, customers
    }

    /// The kind of thing that an id in the path stands for.
    enum Naming {
        /// There is none.
        case nothing
        /// A thing that is there; who may not know it is told that there is none.
        case thing
        /// A thing that the user calls so, and nobody else's of the same name.
        case own
        /// A thing that is made; if the id stands for what the user may not know, there is no such thing.
        case newThing
    }

    var audience = Audience.everybody
    var naming = Naming.nothing
    /// The query behind the path; for a search, a word that others must not learn.
    var query = ""
    var headers: HTTPFields = [:]
    var bodies: [@Sendable (IDs) throws -> Data?] = [{ _ in nil }]

    private static func json(_ naming: Naming, _ values: @escaping @Sendable (IDs) throws -> [any Encodable]) -> Self {
        let count = (try? values([:]).count) ?? 1
        return OperationSample(
            naming: naming, headers: [.contentType: "application/json"],
            bodies: (0..<count).map { index in { ids in try WireJSON.encode(values(ids)[index]) } })
    }

    private static func id<Entity>(_ text: String?) -> EntityID<Entity> {
        text.flatMap { EntityID($0) } ?? .make()
    }

    private static let newTicket = NewTicket(
        topic: Topic.otherID, subject: "S", messageID: .make(), message: NewMessage(origin: .cli, text: "T"))

    /// By `METHOD /path`, as the document names the operation.
    static var all: [String: OperationSample] {
        var chunk = TestDesk.tus
        chunk[.uploadOffset] = "0"
        chunk[.contentType] = "application/offset+octet-stream"
        var creation = TestDesk.tus
        creation[.uploadLength] = "5"
        let list = OperationSample()
        let thing = OperationSample(naming: .thing)
        var note = json(.newThing) { _ in [NewShiftNote(text: "T")] }
        note.audience = .customers
        var canned = json(.newThing) { _ in
            [NewCannedReply(name: "N", text: LocalizedText([.english: "T"]), isOwn: true)]
        }
        canned.audience = .staff
        return [
            "GET /healthz": list, "GET /readyz": list, "OPTIONS /v1/uploads": list,
            "GET /metrics": OperationSample(audience: .administrators),
            "POST /v1/sessions": .json(.nothing) { _ in [SignIn(code: "", request: .make(), label: "")] },
            "GET /v1/desk": list, "GET /v1/me": list, "GET /v1/topics": list, "GET /v1/services": list,
            "GET /v1/agents": OperationSample(audience: .staff),
            "GET /v1/statistics": OperationSample(audience: .staff),
            "GET /v1/search": OperationSample(query: "?q=business"), "GET /v1/tickets": list, "GET /v1/changes": list,
            "GET /v1/incidents": list, "GET /v1/devices": list,
            "GET /v1/tickets/{ticket}": thing, "GET /v1/tickets/{ticket}/messages": thing,
            "GET /v1/tickets/{ticket}/events": thing,
            "PUT /v1/tickets/{ticket}": .json(.newThing) { _ in [newTicket] },
            "PUT /v1/tickets/{ticket}/messages/{message}": .json(.thing) { _ in
                [NewMessage(origin: .cli, text: "T"), NewMessage(origin: .cli, text: "T", isInternal: true)]
            },
            "PUT /v1/tickets/{ticket}/events/{event}": .json(.thing) { _ in
                [
                    NewEvent(kind: .resolved), NewEvent(kind: .reopened), NewEvent.assigned(to: TestDesk.greta.id),
                    NewEvent.moved(to: Topic.otherID), NewEvent.prioritised(.urgent), NewEvent.merged(into: .make()),
                ]
            },
            "PUT /v1/tickets/{ticket}/rating": .json(.thing) { _ in [Rating(score: 5)] },
            "GET /v1/tickets/{ticket}/read": thing,
            "PUT /v1/tickets/{ticket}/read": .json(.thing) { ids in
                [ReadMark(ticket: id(ids["ticket"]), readUpTo: Timestamp(milliseconds: 0))]
            },
            "PUT /v1/tickets/{ticket}/presence": .json(.thing) { _ in
                [PresenceAnnouncement(activity: .reading), PresenceAnnouncement(activity: .note)]
            },
            "DELETE /v1/tickets/{ticket}/presence": thing,
            "POST /v1/uploads": OperationSample(headers: creation),
            "HEAD /v1/uploads/{upload}": OperationSample(naming: .thing, headers: TestDesk.tus),
            "PATCH /v1/uploads/{upload}": OperationSample(
                naming: .thing, headers: chunk, bodies: [{ _ in Data("12345".utf8) }]),
            "DELETE /v1/uploads/{upload}": OperationSample(naming: .thing, headers: TestDesk.tus),
            "GET /v1/attachments/{attachment}": OperationSample(
                naming: .thing, headers: [.range: "bytes=0-1", .ifNoneMatch: "*"]),
            "GET /v1/telegram/links": list,
            "POST /v1/telegram/links": OperationSample(audience: .customers),
            "PATCH /v1/telegram/links/{link}": .json(.thing) { _ in
                [TelegramLinkChange(wantsAnswers: false), TelegramLinkChange(state: .rejected)]
            },
            "DELETE /v1/telegram/links/{link}": thing,
            "PUT /v1/drafts/{draft}": .json(.own) { _ in [DraftAnnouncement(title: "T")] },
            "DELETE /v1/drafts/{draft}": OperationSample(naming: .own),
            "DELETE /v1/drafts/{draft}/files/{file}": thing,
            "DELETE /v1/devices/{device}": thing,
            "PUT /v1/canned-replies/{reply}": canned,
            "DELETE /v1/canned-replies/{reply}": OperationSample(audience: .staff, naming: .thing),
            "PUT /v1/shift-notes/{note}": note,
            "DELETE /v1/shift-notes/{note}": OperationSample(audience: .customers, naming: .thing),
        ]
    }
}
