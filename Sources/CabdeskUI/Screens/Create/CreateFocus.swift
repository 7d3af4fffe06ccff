/// Which part of the Create Ticket form takes the keys.
public enum CreateFocus: Hashable, Sendable {
    case topic
    /// One of the topic's own fields, by its place.
    case field(Int)
    case subject
    case text
    case save

    var takesText: Bool {
        switch self {
        case .topic, .save: false
        case .field, .subject, .text: true
        }
    }
}
