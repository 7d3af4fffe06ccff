import GRDB
import HelpdeskModels

/// What a ticket will look like once its outbox is sent: the local echo of status and activity.
///
/// The rules are those of the backend. Parked intents have no echo: they were refused.
struct Echo: Hashable, Sendable {
    var status: Ticket.Status
    var updated: Timestamp
    var resolved: Timestamp?

    /// Applies what waits for the ticket, in order, for a reader of this role.
    mutating func apply(_ items: [OutboxItem], role: User.Role) {
        for item in items where item.state != .parked {
            switch item.intent {
            case .ticket:
                updated = max(updated, item.created)
            case .message(let message):
                guard !message.isInternal else { continue }
                updated = max(updated, item.created)
                if !role.isStaff {
                    if status == .waiting || status == .resolved { status = .open }
                    resolved = nil
                } else if status == .new || status == .open {
                    status = .waiting
                }
            case .event(let event):
                updated = max(updated, item.created)
                status = event.kind == .resolved ? .resolved : .open
                resolved = event.kind == .resolved ? item.created : nil
            case .readMark:
                continue
            }
        }
    }

    /// Works out the ticket's echo anew and stores it, after its outbox or its base changed.
    static func refresh(_ ticket: Ticket.ID, role: User.Role, _ database: Database) throws {
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT base_status, base_updated, base_resolved FROM ticket WHERE id = ?",
                arguments: [ticket.uuid]), let base = Ticket.Status(rawValue: row[0])
        else { return }
        var echo = Echo(
            status: base, updated: Timestamp(milliseconds: row[1]),
            resolved: (row[2] as Int64?).map(Timestamp.init(milliseconds:)))
        echo.apply(try Outbox(database: database).items(ticket: ticket), role: role)
        try database.execute(
            sql: "UPDATE ticket SET status = ?, updated = ?, resolved = ? WHERE id = ?",
            arguments: [
                echo.status.rawValue, echo.updated.milliseconds, echo.resolved?.milliseconds, ticket.uuid,
            ])
    }
}
