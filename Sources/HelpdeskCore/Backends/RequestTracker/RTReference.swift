import Foundation

/// The id that was chosen here, as RT can keep and find it.
struct RTReference: Hashable, Sendable {
    /// For a custom field.
    let id: String
    /// For a link, where there is no such field. Nothing is at the address; `invalid` is reserved (RFC 6761).
    let link: String

    init(_ uuid: UUID, of kind: String) {
        id = uuid.uuidString.lowercased()
        link = "https://client.invalid/\(kind)/" + id
    }
}
