import Foundation
public import HelpdeskModels

extension RequestTrackerBackend {
    /// Changes the status where RT offers it, and looks afterwards: RT answers a refusal with 200.
    public func putEvent(
        _ id: Event.ID, ticket: Ticket.ID, _ event: NewEvent
    ) async throws(HelpdeskError) -> TicketUpdate {
        guard let given = identifier.number(.ticket, of: ticket.uuid) else {
            throw HelpdeskError(.notFound, subject: host)
        }
        let before = try await read("/ticket/\(given)")
        let number = before["id"].number ?? given
        if !Self.stands(before, at: event.kind) {
            guard let status = Self.offered(before, for: event.kind) else {
                throw HelpdeskError(.forbidden, subject: host, detail: "RT does not offer this status")
            }
            var request = request(.put, "/ticket/\(number)")
            request.headers.append(.init("content-type", "application/json"))
            do {
                request.body = .data(try WireJSON.encode(["Status": status]))
            } catch {
                throw HelpdeskError(.unexpected, detail: "the status cannot be encoded")
            }
            let response = try await session.send(request)
            guard (200...299).contains(response.status) else { throw refusal(response) }
            guard Self.stands(try await read("/ticket/\(number)"), at: event.kind) else {
                throw HelpdeskError(.forbidden, subject: host, detail: "RT did not change the status")
            }
        }
        return try await update(number)
    }

    private static func stands(_ ticket: RTValue, at kind: NewEvent.Kind) -> Bool {
        RTStatus.isResolved(ticket["Status"].text) == (kind == .resolved)
    }

    /// The status that RT offers for the change: `resolved` and `open` before others that mean the same.
    static func offered(_ ticket: RTValue, for kind: NewEvent.Kind) -> String? {
        let offered = ticket["_hyperlinks"].items.filter { $0["ref"].text == "lifecycle" }.map { $0["to"].text }
        let wanted = kind == .resolved ? ["resolved", "closed", "done", "solved"] : ["open", "reopened", "new"]
        return wanted.first { offered.contains($0) }
    }
}
