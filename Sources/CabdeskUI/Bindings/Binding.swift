public import TerminalKit

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
