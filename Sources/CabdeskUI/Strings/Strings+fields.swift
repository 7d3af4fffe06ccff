public import HelpdeskModels

/// What the fields of topics are called: their keys are for programs.
extension Strings {
    /// The label of a field that a ticket of `topic` has an answer to: by that topic, else by any other, which it may have
    /// come from; where none has the field any more, a word that fits all.
    public func label(of key: String, of topic: Topic.ID, among topics: [Topic]) -> String {
        let own = topics.filter { $0.id == topic }
        let field = (own + topics).lazy.flatMap(\.fields).first { $0.key == key }
        return field?.label[language] ?? self[.unknownField]
    }

    /// The label of the field that a violation is about; nil if it is about none.
    public func label(of violation: Violation, in topic: Topic?) -> String? {
        topic?.fields.first { "fields.\($0.key)" == violation.field }?.label[language]
    }
}
