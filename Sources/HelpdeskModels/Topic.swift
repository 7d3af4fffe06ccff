/// What a ticket is about: chosen from a list, with a recommendation of what to do or which information to give.
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
    /// Changes of status that the account may not make in tickets of the topic; nil for none.
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
    /// Whether `left` stands before `right` in a list of topics.
    public static func precedes(_ left: Topic, _ right: Topic) -> Bool {
        func key(_ topic: Topic) -> (Int, Int, CollationKey, String) {
            (topic.id == otherID ? 1 : 0, topic.order, CollationKey(topic.title[.ukrainian]), topic.id.rawValue)
        }
        return key(left) < key(right)
    }
}
