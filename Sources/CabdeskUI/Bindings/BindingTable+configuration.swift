public import HelpdeskCore
import TerminalKit

extension BindingTable {
    /// The table with some bindings changed: `"ticketList.open" = ["Enter", "l"]` gives an action these keys, and no
    /// others, in that context; an empty list takes them away. A key that another action of the context had goes over.
    ///
    /// - Throws: `configurationInvalid`, with what is wrong, for an unknown context, action or key.
    public func changed(by keys: [String: [String]]) throws(HelpdeskError) -> BindingTable {
        var changed = bindings
        for (name, notations) in keys.sorted(by: { $0.key < $1.key }) {
            let parts = name.split(separator: ".").map(String.init)
            guard parts.count == 2, let context = BindingContext(rawValue: parts[0]),
                let action = Action(rawValue: parts[1])
            else { throw HelpdeskError(.configurationInvalid, subject: "keys", detail: name) }
            var bound: [Key] = []
            for notation in notations {
                guard let key = Key(notation: notation) else {
                    throw HelpdeskError(.configurationInvalid, subject: "keys", detail: "\(name): \(notation)")
                }
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
