import HelpdeskModels

/// Whether a message of RT is the one that was written here.
enum RTComparison: Hashable, Sendable {
    case same
    /// RT may have cut or changed it.
    case similar
    case different

    static func compare(_ message: NewMessage, with content: RTContent, _ identifier: RTIdentifier) -> RTComparison {
        let here = words(message.text)
        let there = words(content.text)
        let namesHere = message.attachments.map { RTMultipart.name($0.name) }.sorted()
        let namesThere = content.attachments(identifier).map(\.name).sorted()
        if here == there { return namesHere == namesThere ? .same : .similar }
        let shorter = here.count <= there.count ? here : there
        guard !shorter.isEmpty else { return .different }
        let longer = here.count <= there.count ? there : here
        return longer.hasPrefix(shorter) ? .similar : .different
    }

    /// White space does not survive every way.
    private static func words(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
