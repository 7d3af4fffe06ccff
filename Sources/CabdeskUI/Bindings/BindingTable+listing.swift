public import HelpdeskModels
import TerminalKit

/// One binding as it is listed for people and scripts: by `cabdesk keys`, and for whatever is made from the table.
public struct ListedBinding: Encodable, Sendable {
    /// The context's name, as configuration files write it.
    public let context: String
    /// The action's name, as configuration files write it.
    public let action: String
    /// Every key, as help shows it.
    public let keys: [String]
    /// The context and the action in the reader's words.
    public let place: String
    public let name: String
    /// The words that ask for the action in linear mode; nil where an answer to a question does it.
    public let command: String?
}

extension BindingTable {
    /// All bindings, by context in the order of help, with words in the language.
    public func listed(in language: Language) -> [ListedBinding] {
        let strings = Strings(language: language)
        return BindingContext.allCases.flatMap { context in
            bindings.filter { $0.context == context }.map { binding in
                ListedBinding(
                    context: context.rawValue, action: binding.action.rawValue,
                    keys: keys(of: binding, language: language).map(\.notation),
                    place: strings[.context(context)], name: strings[.action(binding.action, in: context)],
                    command: strings.command(for: binding))
            }
        }
    }
}

extension Strings {
    fileprivate func command(for binding: Binding) -> String? {
        guard LinearState.hasCommands(binding.context),
            LinearOffer.reasonLeftOut(binding.action, in: binding.context) == nil
        else { return nil }
        return names(of: LinearOffer(verb: .action(binding.action), context: binding.context, letter: nil)).first
    }
}
