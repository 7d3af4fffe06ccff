/// A text that the staff answers with again and again: the desk's, or one specialist's own. No customer ever receives one.
public struct CannedReply: Codable, Hashable, Sendable, Identifiable {
    public typealias ID = EntityID<CannedReply>

    public var id: ID
    /// By which it is found.
    public var name: String
    /// In one language at least, with placeholders; empty for one that is gone.
    public var text: LocalizedText
    /// The specialist whose own it is; nil for the desk's, which all of the staff use and change.
    public var owner: User.ID?
    /// When it was last changed.
    public var updated: Timestamp
    /// Whether it was deleted; clients forget it.
    public var isGone: Bool

    /// The longest name, in Unicode scalars.
    public static let nameLength = 80
    /// How many the desk may have, and how many each specialist.
    public static let count = 500

    /// Whether that is its name, by which no other one of the same owner goes; letter case and spaces do not matter.
    public func isNamed(_ name: String) -> Bool { Self.comparable(name) == Self.comparable(self.name) }

    private static func comparable(_ name: String) -> String {
        name.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    }

    public init(
        id: ID, name: String, text: LocalizedText, owner: User.ID?, updated: Timestamp, isGone: Bool = false
    ) {
        self.id = id
        self.name = name
        self.text = text
        self.owner = owner
        self.updated = updated
        self.isGone = isGone
    }
}

/// A canned reply as the staff writes it: `PUT /v1/canned-replies/{id}`. One that is there takes the new name and text.
public struct NewCannedReply: Codable, Hashable, Sendable {
    public var name: String
    public var text: LocalizedText
    /// Whether it is the author's own, rather than the desk's.
    public var isOwn: Bool

    public init(name: String, text: LocalizedText, isOwn: Bool) {
        self.name = name
        self.text = text
        self.isOwn = isOwn
    }
}

/// What the placeholders of a canned reply become for one ticket: `{customer}` is the person who filed it.
public struct CannedReplyContext: Hashable, Sendable {
    public enum Placeholder: String, CaseIterable, Sendable {
        /// The person who filed the ticket.
        case customer
        /// Its number.
        case ticket
        case topic
        /// The person who answers.
        case specialist
        /// The customer's service.
        case service

        /// As it is written in a text.
        public var text: String { "{\(rawValue)}" }
    }

    /// A placeholder without a value stays in the text, where it is seen before the text is sent.
    public var values: [Placeholder: String]

    public init(_ values: [Placeholder: String]) { self.values = values }

    /// The text with the values in it. A word in braces that is no placeholder stays as it is, and nothing is looked for
    /// in what was put in.
    public func fill(_ text: String) -> String {
        var filled = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            filled += rest[..<open]
            rest = rest[open...]
            if let (placeholder, end) = Self.placeholder(at: rest), let value = values[placeholder] {
                filled += value
                rest = rest[end...]
            } else {
                filled += "{"
                rest = rest.dropFirst()
            }
        }
        return filled + rest
    }

    /// The text with the placeholders of the customer, the service and the ticket in place of their values: what was filled
    /// in for one is not to be sent to another.
    public func unfill(_ text: String) -> String {
        [Placeholder.customer, .service, .ticket].reduce(text) { text, placeholder in
            guard let value = values[placeholder], value.count > 2 else { return text }
            return text.replacing(value, with: placeholder.text)
        }
    }

    /// Whether every placeholder of the text has a value.
    public func hasAll(of text: String) -> Bool {
        Placeholder.allCases.allSatisfy { values[$0] != nil || !text.contains($0.text) }
    }

    /// The placeholder that the text begins with, and where it ends.
    private static func placeholder(at text: Substring) -> (Placeholder, String.Index)? {
        Placeholder.allCases.lazy.filter { text.hasPrefix($0.text) }.first.map { placeholder in
            (placeholder, text.index(text.startIndex, offsetBy: placeholder.text.count))
        }
    }
}
