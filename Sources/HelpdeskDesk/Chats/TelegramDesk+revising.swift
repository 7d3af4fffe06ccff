package import HelpdeskModels

extension TelegramDesk {
    /// Gives a message the text that its author made of it in Telegram, unless the other side has written since.
    ///
    /// Throws `gone` for a message that is not the author's or did not come from Telegram, `refused` for a text that is
    /// too long, or empty where no file is.
    package func revise(
        _ id: Message.ID, text: String, by author: TelegramAuthor
    ) async throws(TelegramDeskError) -> TelegramRevision {
        try await TelegramDeskError.naming {
            let account = try await account(of: author)
            return try await store.revise(id, text: text, by: account, at: now())
        }
    }
}
