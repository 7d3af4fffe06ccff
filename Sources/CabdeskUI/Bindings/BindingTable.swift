public import HelpdeskModels
public import TerminalKit

/// The one table behind dispatch, footer and help.
///
/// A key means what the innermost context says, else what `everywhere` says. Outside text, a key of the Russian or
/// Ukrainian layout means what the same key means on the Latin layout.
public struct BindingTable: Equatable, Sendable {
    public let bindings: [Binding]
    private let actions: [BindingContext: [Key: Action]]

    public init(_ bindings: [Binding]) {
        self.bindings = bindings
        var actions: [BindingContext: [Key: Action]] = [:]
        for binding in bindings {
            for key in binding.keys { actions[binding.context, default: [:]][key] = binding.action }
        }
        self.actions = actions
    }

    /// The action of `key` in `context`; nil if it has none, or if the key is text there.
    /// - Parameter language: the reader's, whose words answer a question.
    public func action(for key: Key, in context: BindingContext, language: Language) -> Action? {
        if let answer = answer(of: key, in: context, language: language) { return answer }
        for key in candidates(for: key, in: context) {
            if let action = actions[context]?[key] { return action }
            if let action = actions[.everywhere]?[key] { return action }
        }
        return nil
    }

    /// The bindings that the footer shows in `context`, the context's own first.
    public func footer(in context: BindingContext) -> [Binding] {
        let own = bindings.filter { $0.context == context }
        let ownKeys = Set(own.flatMap(\.keys))
        return own.filter(\.isInFooter)
            + bindings.filter { binding in
                binding.isInFooter && binding.context == .everywhere && context != .everywhere
                    && !(binding.action == .palette && context.isOverlay)
                    && ownKeys.isDisjoint(with: binding.keys)
            }
    }

    /// The keys of a binding as a reader of `language` has them: an answer's letters come first.
    func keys(of binding: Binding, language: Language) -> [Key] {
        guard binding.context == .confirm, [.yes, .no].contains(binding.action) else { return binding.keys }
        let letters = YesOrNo.letters(binding.action == .yes, in: language).map(Key.character)
            .filter { actions[.confirm]?[$0, default: binding.action] == binding.action }
        return letters + binding.keys.filter { !letters.contains($0) }
    }

    /// The answer that a letter gives to a question, unless the configuration gives that very letter another meaning.
    private func answer(of key: Key, in context: BindingContext, language: Language) -> Action? {
        guard context == .confirm, case .character(let letter) = key, actions[context]?[key] == nil else { return nil }
        return YesOrNo.answer(letter, language: language).map { $0 ? .yes : .no }
    }

    /// The first key of `action` that works in `context`, for a hint in a sentence.
    public func key(for action: Action, in context: BindingContext) -> Key? {
        bindings.first { $0.action == action && ($0.context == context || $0.context == .everywhere) }?.keys.first
    }

    /// As `key(for:in:)`, as it is written in a sentence.
    func notation(for action: Action, in context: BindingContext) -> String? {
        key(for: action, in: context)?.notation
    }

    private func candidates(for key: Key, in context: BindingContext) -> [Key] {
        if context.takesText, key.isText { return [] }
        if context.beginsText, key.isLetter { return [] }
        return [key, key.onLatinLayout]
    }
}

extension Key {
    /// Whether the key writes something where text is typed.
    var isText: Bool {
        if case .character = self { true } else { false }
    }

    var isLetter: Bool {
        if case .character(let character) = self { character.isLetter } else { false }
    }
}

/// One line of the binding table: in this context, each of these keys asks for this action.
public struct Binding: Hashable, Sendable {
    public let context: BindingContext
    public let keys: [Key]
    public let action: Action
    /// Whether the footer offers it; the help screen lists every binding.
    public let isInFooter: Bool

    public init(_ context: BindingContext, _ keys: [Key], _ action: Action, footer isInFooter: Bool = false) {
        self.context = context
        self.keys = keys
        self.action = action
        self.isInFooter = isInFooter
    }
}
