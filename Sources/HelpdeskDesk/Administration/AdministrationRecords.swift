package import HelpdeskModels

/// One act of an administrator or of the staff: who did what to what, and when. Never a text of a ticket.
package struct AuditRecord: Codable, Hashable, Sendable {
    package var id: Int64
    package var time: Timestamp
    /// A user's id; or `system:` and the name of the system's user who ran the administrator's command.
    package var actor: String
    /// For example `token.create`, `ticket.assigned`.
    package var action: String
    /// The id or number of what it was done to.
    package var target: String

    package init(id: Int64, time: Timestamp, actor: String, action: String, target: String) {
        self.id = id
        self.time = time
        self.actor = actor
        self.action = action
        self.target = target
    }
}

/// The facts about a token besides its secret.
package struct TokenRecord: Codable, Hashable, Sendable {
    package var id: Int64
    package var user: User.ID
    package var label: String
    package var created: Timestamp
    /// When it was last used, to the minute; nil for never.
    package var used: Timestamp?
    package var revoked: Timestamp?
    /// When it ends by itself; nil for never.
    package var expires: Timestamp?

    package init(
        id: Int64, user: User.ID, label: String, created: Timestamp, used: Timestamp?, revoked: Timestamp?,
        expires: Timestamp?
    ) {
        self.id = id
        self.user = user
        self.label = label
        self.created = created
        self.used = used
        self.revoked = revoked
        self.expires = expires
    }
}

/// A user as an administrator sees them.
package struct UserRecord: Codable, Hashable, Sendable {
    package var user: User
    /// Since when the user is shut out; nil for one who is not.
    package var retired: Timestamp?

    package init(user: User, retired: Timestamp?) {
        self.user = user
        self.retired = retired
    }
}
