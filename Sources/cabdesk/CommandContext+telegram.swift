import HelpdeskCore
import HelpdeskModels

extension CommandContext {
    /// The Telegram chat that is meant: by its id, else by the name in Telegram or the person's, if one alone has it.
    ///
    /// Receives what is new first. Throws `notFound`, and what a sync throws.
    func link(_ text: String) async throws(HelpdeskError) -> TelegramLink {
        _ = try await sync()
        let links = try await store.deskSnapshot().links
        if let link = links.first(where: { $0.id.description == text.lowercased() }) { return link }
        let name = text.hasPrefix("@") ? String(text.dropFirst()) : text
        let named = links.filter { $0.username == name || $0.chatName == text }
        guard named.count == 1 else { throw HelpdeskError(.notFound, subject: text) }
        return named[0]
    }
}
