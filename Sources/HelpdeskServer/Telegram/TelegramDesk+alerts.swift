import GRDB
public import HelpdeskModels

/// What the alert bot asks of the desk.
extension TelegramDesk {
    /// All chats that belong to a service, also of those who have shut the support bot out.
    public func linkedChats() async throws(TelegramDeskError) -> [LinkedChat] {
        try await TelegramDeskError.naming {
            try await store.read { db in
                let statement = try db.cachedStatement(
                    sql: "\(LinkedChat.query) WHERE l.state IN ('linked', 'blocked') ORDER BY l.ordinal")
                return try Row.fetchAll(statement).map { try LinkedChat(row: $0) }
            }
        }
    }

    /// Takes over how an incident stands now.
    public func publish(_ incident: Incident) async throws(TelegramDeskError) {
        try await TelegramDeskError.naming { try await store.publish(incident) }
    }
}
