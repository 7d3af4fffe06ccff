public import HelpdeskCore
import TerminalKit

extension BindingTable {
    /// The table with some bindings changed: `"ticketList.open" = ["Enter", "l"]` gives an action these keys, and no
    /// others, in that context; an empty list takes them away. A key that another action of the context had by itself
    /// goes over.
    ///
    /// - Throws: `configurationInvalid`, with the file, the line and what is wrong, for an unknown context, action or key,
    ///   and for a key that is given to two actions of a context.
    public func changed(by configuration: UIConfiguration) throws(HelpdeskError) -> BindingTable {
        var changed = bindings
        var given: [BindingContext: [Key: String]] = [:]
        for (name, notations) in configuration.keys.sorted(by: { $0.key < $1.key }) {
            func invalid(_ what: String) -> HelpdeskError {
                let line = configuration.keyLines[name].map { "line \($0): " } ?? ""
                return HelpdeskError(
                    .configurationInvalid, subject: configuration.file, detail: "\(line)ui.keys.\"\(name)\" \(what)")
            }
            let parts = name.split(separator: ".").map(String.init)
            guard parts.count == 2, let context = BindingContext(rawValue: parts[0]) else {
                throw invalid("has no context: \(BindingContext.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            guard let action = Action(rawValue: parts[1]) else { throw invalid("is no action") }
            var bound: [Key] = []
            for notation in notations {
                guard let key = Key(notation: notation) else {
                    throw invalid("has no key \"\(notation)\": write \"x\", \"Ctrl-x\", \"Alt-x\", \"F5\" or \"Enter\"")
                }
                if let other = given[context]?[key], other != name {
                    throw invalid("has the key \"\(notation)\", which \"\(other)\" has, too")
                }
                given[context, default: [:]][key] = name
                bound.append(key)
            }
            changed = changed.compactMap { binding in
                guard binding.context == context else { return binding }
                if binding.action == action { return nil }
                let left = binding.keys.filter { !bound.contains($0) }
                return left.isEmpty
                    ? nil : Binding(context, left, binding.action, footer: binding.isInFooter)
            }
            if !bound.isEmpty { changed.append(Binding(context, bound, action, footer: true)) }
        }
        return BindingTable(changed)
    }
}
