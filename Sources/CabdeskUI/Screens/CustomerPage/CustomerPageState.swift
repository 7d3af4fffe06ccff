public import HelpdeskModels

/// The Customer Page: one text that scrolls, and in its place the one-time code while a chat is being linked.
public struct CustomerPageState: Equatable, Sendable {
    public var scroll = 0
    /// The code that was asked for last; nil before, and once it has been used.
    public var linking: LinkingState?
    /// What is signed in; nil until it is known.
    public var devices: [Device]?

    public init() {}
}
