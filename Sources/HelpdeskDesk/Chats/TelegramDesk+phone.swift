package import HelpdeskModels

/// Files from the phone for what is being written in a terminal.
extension TelegramDesk {
    /// The draft that the user of a linked chat has open in a terminal; nil for none, and for a chat that was linked by
    /// the service's name, which is nobody's in particular.
    package func openDraft(
        ofChat chat: Int64
    ) async throws(TelegramDeskError) -> (id: EntityID<DraftAnnouncement>, title: String)? {
        try await TelegramDeskError.naming {
            guard let user = try await user(ofChat: chat) else { return nil }
            return try await store.openDraft(of: user, at: now())
        }
    }

    /// Offers files to that draft, in the terminal; false if it is not open any more. Repeating it changes nothing.
    package func offer(
        _ received: [TelegramFile], to draft: EntityID<DraftAnnouncement>, ofChat chat: Int64
    ) async throws(TelegramDeskError) -> Bool {
        try await TelegramDeskError.naming {
            guard let user = try await user(ofChat: chat) else { return false }
            return try await receiving(received) { contents in
                let offered = zip(received, contents).map { file, content in
                    let phoneFile = PhoneFile(
                        id: file.id, draft: draft, name: file.name, mediaType: file.mediaType, size: content.size,
                        sha256: content.sha256, created: now())
                    return (file: phoneFile, content: content)
                }
                return try await store.offer(offered, to: user, quota: quota, at: now())
            }
        }
    }

    private func user(ofChat chat: Int64) async throws -> User.ID? {
        guard let link = try await store.linkedChat(ofChat: chat)?.link, link.state != .pending else { return nil }
        return link.user?.id
    }
}
