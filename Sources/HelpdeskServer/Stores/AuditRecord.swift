public import HelpdeskModels

/// One act of an administrator or of the staff: who did what to what, and when. Never a text of a ticket.
public struct AuditRecord: Codable, Hashable, Sendable {
    public var id: Int64
    public var time: Timestamp
    /// A user's id; or `system:` and the name of the system's user who ran the administrator's command.
    public var actor: String
    /// For example `token.create`, `ticket.assigned`.
    public var action: String
    /// The id or number of what it was done to.
    public var target: String
}
