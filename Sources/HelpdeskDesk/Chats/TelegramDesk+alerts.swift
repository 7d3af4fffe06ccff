package import HelpdeskModels

/// What the alert bot asks of the desk.
extension TelegramDesk {
    /// All chats that belong to a service, also of those who have shut the support bot out.
    package func linkedChats() async throws(TelegramDeskError) -> [LinkedChat] {
        try await TelegramDeskError.naming { try await store.linkedChats() }
    }

    /// Takes over how an incident stands now.
    package func publish(_ incident: Incident) async throws(TelegramDeskError) {
        try await TelegramDeskError.naming { try await store.publish(incident) }
    }
}
