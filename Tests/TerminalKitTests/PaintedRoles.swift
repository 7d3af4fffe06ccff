import Foundation
import HelpdeskModels
import TerminalKit

/// The roles that the painters use, read from their sources.
enum PaintedRoles {
    struct NoSources: Error {}

    private static let painters = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources/CabdeskUI")

    /// Every literal of words and dots in a file that paints, but for the names of fields, and what is named by a status.
    static func all() throws -> Set<Role> {
        guard let files = FileManager.default.enumerator(at: painters, includingPropertiesForKeys: nil) else {
            throw NoSources()
        }
        var roles = Set(Ticket.Status.allCases.map { Role("status.\($0.rawValue)") })
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            guard ["Painter", "Role", "role: "].contains(where: text.contains) else { continue }
            for match in text.matches(of: /(?<before>field: |field == |)"(?<role>[a-z]{2,}(?:\.[a-z]+)*)"/)
            where match.before.isEmpty {
                roles.insert(Role(String(match.role)))
            }
        }
        return roles
    }
}
