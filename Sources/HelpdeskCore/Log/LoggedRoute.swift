import Foundation

/// The path of a request as the log may have it: words of the interfaces, numbers and ids; anything else is `*`, and
/// neither host nor query are in it.
struct LoggedRoute: CustomStringConvertible {
    let description: String

    init(_ url: String) {
        let path = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]
        let segments = path.prefix { $0 != "?" && $0 != "#" }
            .split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        description = segments.map { "/" + (Self.isPlain($0) ? $0 : "*") }.joined()
    }

    private static func isPlain(_ segment: Substring) -> Bool {
        segment.isEmpty || words.contains(String(segment)) || UUID(uuidString: String(segment)) != nil
            || segment.utf8.count <= 18 && segment.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Of API v1 (docs/openapi.yaml), and of Request Tracker's REST2.
    private static let words: Set<String> = [
        "v1", "attachments", "changes", "desk", "devices", "drafts", "events", "files", "links", "me", "messages",
        "rating", "read", "sessions", "telegram", "tickets", "uploads",
        "REST", "2.0", "SelfService", "NoAuth", "Login.html", "all", "attachment", "comment", "correspond", "history",
        "queue", "queues", "rt", "ticket", "transaction", "transactions", "user",
    ]
}
