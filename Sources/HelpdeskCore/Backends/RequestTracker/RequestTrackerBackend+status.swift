import Foundation
public import HelpdeskModels
import HelpdeskTransport

extension RequestTrackerBackend {
    /// Changes the ticket where RT offers it, and looks afterwards: RT answers a refusal with 200.
    public func putEvent(
        _ id: Event.ID, ticket: Ticket.ID, _ event: NewEvent
    ) async throws(HelpdeskError) -> TicketUpdate {
        guard let given = identifier.number(.ticket, of: ticket.uuid) else {
            throw HelpdeskError(.notFound, subject: host)
        }
        let before = try await read("/ticket/\(given)")
        let number = before["id"].number ?? given
        if !Self.stands(before, after: event) {
            guard let change = Self.change(before, for: event) else {
                throw HelpdeskError(.forbidden, subject: host, detail: "RT does not offer this change")
            }
            var request = request(.put, "/ticket/\(number)")
            request.headers.append(.init("content-type", "application/json"))
            do {
                request.body = .data(try WireJSON.encode(change))
            } catch {
                throw HelpdeskError(.unexpected, detail: "the change cannot be encoded")
            }
            let response = try await session.send(request)
            guard (200...299).contains(response.status) else { throw refusal(response) }
            guard Self.stands(try await read("/ticket/\(number)"), after: event) else {
                throw HelpdeskError(.forbidden, subject: host, detail: "RT did not make the change")
            }
        }
        return try await update(number)
    }

    /// Whether the ticket is as the event leaves it.
    private static func stands(_ ticket: RTValue, after event: NewEvent) -> Bool {
        switch event.kind {
        case .resolved, .reopened: RTStatus.isResolved(ticket["Status"].text) == (event.kind == .resolved)
        case .assigned: ticket["Owner"]["id"].text == event.assignee?.rawValue ?? RTPerson.nobody
        case .moved: ticket["Queue"]["id"].text == event.topic?.rawValue
        }
    }

    /// What is to be sent; nil if RT does not offer it.
    private static func change(_ ticket: RTValue, for event: NewEvent) -> [String: String]? {
        switch event.kind {
        case .resolved, .reopened: offered(ticket, for: event.kind).map { ["Status": $0] }
        case .assigned: ["Owner": event.assignee?.rawValue ?? RTPerson.nobody]
        case .moved: event.topic.map { ["Queue": $0.rawValue] }
        }
    }

    /// The status that RT offers for the change: `resolved` and `open` before others that mean the same.
    static func offered(_ ticket: RTValue, for kind: NewEvent.Kind) -> String? {
        let offered = ticket["_hyperlinks"].items.filter { $0["ref"].text == "lifecycle" }.map { $0["to"].text }
        let wanted = kind == .resolved ? ["resolved", "closed", "done", "solved"] : ["open", "reopened", "new"]
        return wanted.first { offered.contains($0) }
    }
}
