/// The subject area of a ticket, chosen from a list, with advice on what to try or what information to give.
public struct Topic: Codable, Hashable, Sendable, Identifiable {
    public typealias ID = EntityKey<Topic>

    /// The topic that always exists and always comes last.
    public static let otherID: ID = "other"

    public var id: ID
    public var title: LocalizedText
    public var recommendation: LocalizedText
    public var fields: [TopicField]
    /// The text that an empty ticket starts with.
    public var template: LocalizedText?
    /// Topics are shown in ascending order, then by title, then by id; Other is last whatever its number.
    public var order: Int
    /// A retired topic keeps its title for old tickets and takes no new ones.
    public var isRetired: Bool
    /// Changes of status that the account may not make in tickets of this topic; nil for none.
    public var refused: [NewEvent.Kind]?

    public init(
        id: ID, title: LocalizedText, recommendation: LocalizedText, fields: [TopicField] = [],
        template: LocalizedText? = nil, order: Int, isRetired: Bool = false, refused: [NewEvent.Kind]? = nil
    ) {
        self.id = id
        self.title = title
        self.recommendation = recommendation
        self.fields = fields
        self.template = template
        self.order = order
        self.isRetired = isRetired
        self.refused = refused
    }
}

extension Topic {
    /// Whether `left` precedes `right` in a list of topics.
    public static func precedes(_ left: Topic, _ right: Topic) -> Bool {
        func key(_ topic: Topic) -> (Int, Int, CollationKey, String) {
            (topic.id == otherID ? 1 : 0, topic.order, CollationKey(topic.title[.ukrainian]), topic.id.rawValue)
        }
        return key(left) < key(right)
    }
}

/// A question that a topic asks in addition to the text: a call sign, a phone number, an order number.
public struct TopicField: Codable, Hashable, Sendable {
    /// How an answer is written and checked.
    public enum Kind: String, Codable, Sendable {
        /// Any text on one line.
        case text
        /// Digits, spaces and `+ - ( )`, with at least five digits.
        case phone
        /// Digits only.
        case number
    }

    /// Names the field within its topic.
    public var key: String
    public var label: LocalizedText
    /// An example or a short explanation.
    public var hint: LocalizedText?
    public var kind: Kind
    public var isRequired: Bool

    public init(key: String, label: LocalizedText, hint: LocalizedText? = nil, kind: Kind, isRequired: Bool) {
        self.key = key
        self.label = label
        self.hint = hint
        self.kind = kind
        self.isRequired = isRequired
    }

    /// Whether `value` has the format of the kind. An empty value always has; `isRequired` is checked elsewhere.
    public func accepts(_ value: String) -> Bool {
        if value.isEmpty { return true }
        let digits = value.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
        switch kind {
        case .text: return !value.contains(where: \.isNewline)
        case .number: return digits == value.utf8.count
        case .phone: return digits >= 5 && value.allSatisfy { "0123456789 +-()".contains($0) }
        }
    }
}

/// The answer to one of a topic's fields.
public struct FieldValue: Codable, Hashable, Sendable {
    public var key: String
    public var value: String

    public init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}
