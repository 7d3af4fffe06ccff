public import HelpdeskCore
public import HelpdeskModels
import TerminalKit

/// The Create Ticket form. The draft is the truth; the editors hold its texts while they are typed.
public struct CreateState: Equatable, Sendable {
    public var draft: Draft
    public var focus = CreateFocus.topic
    var text: TextEditor
    var subject: TextEditor
    /// By the field's key; kept when the topic changes, so that nothing typed is lost.
    var fields: [String: TextEditor]
    /// The mistakes that the last try to save found; empty until then.
    public var violations: [Violation] = []
    /// Tickets of the own service that are about much the same.
    public var similar: [TicketRow] = []
    /// Handed to the store, not yet taken.
    public var isSaving = false
    /// How far the recommendation is scrolled where it does not fit.
    public var recommendationScroll = 0

    public init(draft: Draft) {
        self.draft = draft
        text = TextEditor(draft.text)
        subject = TextEditor(draft.subject ?? "", singleLine: true)
        fields = Dictionary(
            draft.fields.map { ($0.key, TextEditor($0.value, singleLine: true)) }, uniquingKeysWith: { $1 })
    }

    /// The order in which Tab goes through the form.
    func order(of topic: Topic?, isForService: Bool) -> [CreateFocus] {
        (isForService ? [.service] : []) + [.topic] + (topic?.fields.indices.map { CreateFocus.field($0) } ?? []) + [
            .text, .subject, .save,
        ]
    }
}

/// Which part of the Create Ticket form takes the keys.
public enum CreateFocus: Hashable, Sendable {
    /// The service that a specialist files for.
    case service
    case topic
    /// One of the topic's own fields, by its place.
    case field(Int)
    case subject
    case text
    case save

    /// The place of the topic's own field that has the focus; nil for any other part.
    var fieldIndex: Int? {
        if case .field(let index) = self { index } else { nil }
    }

    var takesText: Bool {
        switch self {
        case .service, .topic, .save: false
        case .field, .subject, .text: true
        }
    }
}
